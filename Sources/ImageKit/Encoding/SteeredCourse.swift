import Foundation

/// Luma's way from band to band.
struct SteeredCourse {
  /// Bits that are not luma's.
  let otherBits: Int
  /// Bytes of the file that are not scans.
  let headers: Int
  let steering: BudgetSteering?

  /// Bytes of the file.
  private(set) var size = 0
  /// Where luma's bits went.
  private(set) var progress = BudgetSteering.Progress(
    lengths: [], bandBits: [], overhead: 0)
  private var prices: [Float] = []
  /// How size follows from price in this picture, at this step: measured wherever bands are done again.
  private var elasticity = BudgetSteering.elasticity

  /// The prices that are asked on the way, and those that are asked at the end to be right in the end.
  private static let usual: ClosedRange<Float> = 0.7...1.4
  private static let last: ClosedRange<Float> = 0.4...2.5

  init(otherBits: Int, headers: Int, steering: BudgetSteering?) {
    self.otherBits = otherBits
    self.headers = headers
    self.steering = steering
  }

  /// The price that was asked on average.
  var meanPrice: Float { meanPrice(from: 0) }

  private func meanPrice(from band: Int) -> Float { prices[band...].reduce(0, +) / Float(prices.count - band) }

  private func bits(from band: Int) -> Double { progress.bandBits[band...].reduce(0, +) }

  /// The bytes of the file, had no other price been asked than the one that goes with the step.
  var sizeAtFairPrice: Float {
    let saved = zip(progress.bandBits, prices).reduce(0) { $0 + $1.0 * (Double(fairBits($1.1)) - 1) }
    return Float(size) + Float(saved / 8)
  }

  /// What a bit at a price would be at the fair one.
  private func fairBits(_ price: Float) -> Float { powf(price, elasticity) }

  /// Quantizes all of luma.
  mutating func run(_ pass: inout ComponentPass, to output: UnsafeMutablePointer<Int16>) {
    let high = pass.plane.blocksHigh
    let bounds = (0...BudgetSteering.bands).map { $0 * high / BudgetSteering.bands }
    var marks: [ComponentPass.State] = []
    func go(_ band: Int, price: Float) {
      marks.append(pass.state)
      prices.append(price)
      pass.quantize(rows: bounds[band]..<bounds[band + 1], price: price, to: output)
    }
    for band in 0..<BudgetSteering.bands {
      go(band, price: steering.map { nextPrice($0, marks + [pass.state]) } ?? 1)
    }
    measure(pass, marks, bounds)
    guard let steering else { return }
    // Sampled forecasts err; the last bands take what is left of the error, as few of them as can bear it.
    for redone in [BudgetSteering.bands * 3 / 4, BudgetSteering.bands / 2, 0] {
      var price = meanPrice(from: redone)
      var bits = bits(from: redone)
      var search = LogarithmicSearch(range: Self.last, guess: price, elasticity: elasticity)
      for _ in 0..<3 {
        if steering.accepted.contains(size) { return }
        let wanted = bits - Double(size - steering.aim) * 8
        search.learn(ratio: wanted > 0 ? Float(bits / wanted) : .infinity)
        // A few strips are not taken to the end of the range, where all of them can share what is asked.
        let isInside = search.guess > Self.last.lowerBound && search.guess < Self.last.upperBound
        guard isInside || redone == 0 && search.guess != price else { break }
        pass.state = marks[redone]
        marks.removeSubrange(redone...)
        prices.removeSubrange(redone...)
        for band in redone..<BudgetSteering.bands { go(band, price: search.guess) }
        measure(pass, marks, bounds)
        let bitsNow = self.bits(from: redone)
        let power = log(Float(bits / bitsNow)) / log(search.guess / price)
        if power.isFinite { elasticity = min(2 * BudgetSteering.elasticity, max(0.01, power)) }
        (price, bits) = (search.guess, bitsNow)
      }
    }
  }

  /// The price for the next band, by what those before have taken.
  private func nextPrice(_ steering: BudgetSteering, _ marks: [ComponentPass.State]) -> Float {
    let forecast = steering.forecast.bandBits
    let all = Double(CoefficientFile.scanBits(ofSize: steering.aim, headers: headers))
    let available = all - Double(otherBits) - steering.forecast.overhead
    let total = forecast.reduce(0, +)
    let measured = zip(marks, marks.dropFirst()).map { Self.bits(by: steering.forecast.lengths, from: $0, to: $1) }
    let done = measured.reduce(0, +)
    // At the fair price the step should give what is available: that counts as much as what one band in eight says.
    let trust = total / 8
    let seen = zip(measured, prices).reduce(0) { $0 + $1.0 * Double(fairBits($1.1)) }
    let ahead = forecast.dropFirst(measured.count).reduce(0, +)
    let scale = (trust * available / total + seen) / (trust + total - ahead)
    let price = BudgetSteering.price(toMake: scale * ahead, into: available - done)
    return min(Self.usual.upperBound, max(Self.usual.lowerBound, price))
  }

  /// Takes stock.
  private mutating func measure(_ pass: ComponentPass, _ marks: [ComponentPass.State], _ bounds: [Int]) {
    let lumaBits = pass.bits
    size = CoefficientFile.size(ofScans: otherBits + lumaBits, headers: headers)
    let lengths = pass.state.scans.map { HuffmanLengths.optimal($0.frequencies) }
    let ends = marks.dropFirst() + [pass.state]
    let bandBits = zip(zip(marks, ends), zip(bounds, bounds.dropFirst())).map { states, bounds in
      Self.bits(by: lengths, from: states.0, to: states.1) * pass.share(of: bounds.0..<bounds.1)
    }
    progress = BudgetSteering.Progress(
      lengths: lengths, bandBits: bandBits, overhead: Double(lumaBits) - bandBits.reduce(0, +))
  }

  /// What came between two states takes.
  private static func bits(by lengths: [[Int]], from start: ComponentPass.State, to end: ComponentPass.State) -> Double
  {
    // The first state knows no scans yet.
    let before = start.scans.count == lengths.count ? start.scans : lengths.map { _ in SymbolStatistics() }
    return zip(zip(before, end.scans), lengths).reduce(0) { $0 + Double($1.0.1.bits(by: $1.1) - $1.0.0.bits(by: $1.1)) }
  }
}

import Foundation

/// Quantizes luma in strips, and adjusts the price of each strip so that the file meets its byte budget. A price is
/// lambda relative to the usual lambda for the step.
struct SteeredCourse {
  /// The bits of chroma's scans.
  let otherBits: Int
  /// The bytes of the file outside its scans.
  let headers: Int
  /// The budget to meet; nil to quantize all strips at a price of 1.
  let steering: BudgetSteering?

  /// The predicted file size in bytes.
  private(set) var size = 0
  /// The bits that each strip took.
  private(set) var progress = BudgetSteering.Progress(
    lengths: [], stripBits: [], overhead: 0)
  /// The price of each strip.
  private var prices: [Float] = []
  /// The exponent by which bits depend on price in this picture, measured whenever strips are quantized again.
  private var elasticity = BudgetSteering.elasticity

  /// The range of prices in the first run through the strips.
  private static let firstRange: ClosedRange<Float> = 0.7...1.4
  /// The wider range of prices when the last strips are quantized again to meet the budget.
  private static let repeatRange: ClosedRange<Float> = 0.4...2.5

  init(otherBits: Int, headers: Int, steering: BudgetSteering?) {
    self.otherBits = otherBits
    self.headers = headers
    self.steering = steering
  }

  /// The mean price of all strips.
  var meanPrice: Float { meanPrice(from: 0) }

  private func meanPrice(from strip: Int) -> Float { prices[strip...].reduce(0, +) / Float(prices.count - strip) }

  private func bits(from strip: Int) -> Double { progress.stripBits[strip...].reduce(0, +) }

  /// The predicted file size in bytes if the price had been 1 in all strips.
  var sizeAtFairPrice: Float {
    let saved = zip(progress.stripBits, prices).reduce(0) { $0 + $1.0 * (Double(fairBits($1.1)) - 1) }
    return Float(size) + Float(saved / 8)
  }

  /// The factor that converts bits at a price to bits at a price of 1.
  private func fairBits(_ price: Float) -> Float { powf(price, elasticity) }

  /// Quantizes all strips of luma.
  mutating func run(_ pass: inout ComponentPass, to output: UnsafeMutablePointer<Int16>) {
    let high = pass.plane.blocksHigh
    let bounds = (0...BudgetSteering.strips).map { $0 * high / BudgetSteering.strips }
    // The state of the pass before each strip.
    var marks: [ComponentPass.State] = []
    func quantize(_ strip: Int, price: Float) {
      marks.append(pass.state)
      prices.append(price)
      pass.quantize(rows: bounds[strip]..<bounds[strip + 1], price: price, to: output)
    }
    for strip in 0..<BudgetSteering.strips {
      quantize(strip, price: steering.map { nextPrice($0, marks + [pass.state]) } ?? 1)
    }
    measure(pass, marks, bounds)
    guard let steering else { return }
    // Forecasts from samples are inexact. Quantize the last strips again to correct the size: the last quarter of them,
    // or more if the correction needs a price outside the range.
    for redone in [BudgetSteering.strips * 3 / 4, BudgetSteering.strips / 2, 0] {
      var price = meanPrice(from: redone)
      var bits = bits(from: redone)
      var search = LogarithmicSearch(range: Self.repeatRange, guess: price, elasticity: elasticity)
      for _ in 0..<3 {
        if steering.accepted.contains(size) { return }
        let wanted = bits - Double(size - steering.aim) * 8
        search.learn(ratio: wanted > 0 ? Float(bits / wanted) : .infinity)
        // Rather than take a few strips to the end of the range, distribute the correction over more of them.
        let isInside = search.guess > Self.repeatRange.lowerBound && search.guess < Self.repeatRange.upperBound
        guard isInside || redone == 0 && search.guess != price else { break }
        pass.state = marks[redone]
        marks.removeSubrange(redone...)
        prices.removeSubrange(redone...)
        for strip in redone..<BudgetSteering.strips { quantize(strip, price: search.guess) }
        measure(pass, marks, bounds)
        let bitsNow = self.bits(from: redone)
        let power = log(Float(bits / bitsNow)) / log(search.guess / price)
        if power.isFinite { elasticity = min(2 * BudgetSteering.elasticity, max(0.01, power)) }
        (price, bits) = (search.guess, bitsNow)
      }
    }
  }

  /// The price for the next strip, from the bits that the strips before it have taken.
  private func nextPrice(_ steering: BudgetSteering, _ marks: [ComponentPass.State]) -> Float {
    let forecast = steering.forecast.stripBits
    let all = Double(CoefficientFile.scanBits(ofSize: steering.aim, headers: headers))
    let available = all - Double(otherBits) - steering.forecast.overhead
    let total = forecast.reduce(0, +)
    let measured = zip(marks, marks.dropFirst()).map { Self.bits(by: steering.forecast.lengths, from: $0, to: $1) }
    let done = measured.reduce(0, +)
    // At a price of 1, the step was chosen to give the available bits. This expectation has the weight of an eighth of
    // the picture in the estimate; the rest comes from the strips that were measured.
    let trust = total / 8
    let seen = zip(measured, prices).reduce(0) { $0 + $1.0 * Double(fairBits($1.1)) }
    let ahead = forecast.dropFirst(measured.count).reduce(0, +)
    let scale = (trust * available / total + seen) / (trust + total - ahead)
    let price = BudgetSteering.price(toMake: scale * ahead, into: available - done)
    return min(Self.firstRange.upperBound, max(Self.firstRange.lowerBound, price))
  }

  /// Predicts the file size and updates `progress` after all strips have been quantized.
  private mutating func measure(_ pass: ComponentPass, _ marks: [ComponentPass.State], _ bounds: [Int]) {
    let lumaBits = pass.bits
    size = CoefficientFile.size(ofScans: otherBits + lumaBits, headers: headers)
    let lengths = pass.state.scans.map { HuffmanLengths.optimal($0.frequencies) }
    let ends = marks.dropFirst() + [pass.state]
    let stripBits = zip(zip(marks, ends), zip(bounds, bounds.dropFirst())).map { states, bounds in
      Self.bits(by: lengths, from: states.0, to: states.1) * pass.share(of: bounds.0..<bounds.1)
    }
    progress = BudgetSteering.Progress(
      lengths: lengths, stripBits: stripBits, overhead: Double(lumaBits) - stripBits.reduce(0, +))
  }

  /// The bits of the symbols that were added between two states, with given Huffman code lengths.
  private static func bits(by lengths: [[Int]], from start: ComponentPass.State, to end: ComponentPass.State) -> Double
  {
    zip(zip(start.scans, end.scans), lengths).reduce(0) { $0 + Double($1.0.1.bits(by: $1.1) - $1.0.0.bits(by: $1.1)) }
  }
}

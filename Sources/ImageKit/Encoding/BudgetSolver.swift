/// Finds how coarsely a picture must be quantized to fill a budget, and quantizes it so.
///
/// Nothing is entropy-coded on the way: sizes are predicted from the statistics of the symbols. A first search looks at
/// a quarter of the blocks only; what it finds is then done for the whole picture, steered so that it fills the budget.
struct BudgetSolver {
  private let quantizer: PictureQuantizer

  /// Transforms a picture.
  ///
  /// - Parameter scale: The picture's size beside that of the photo it was made of.
  init(_ picture: PlanarPicture, scale: Double) {
    quantizer = PictureQuantizer(picture, scale: scale, perception: .standard)
  }

  /// The steps between which a search looks: below, every table entry is 1; above, all are 255.
  static let steps: ClosedRange<Float> = 0.25...900

  /// Whether luma is coded by successive approximation: below this many bits for each pixel it saves nothing.
  private static func isRefined(_ bitsPerPixel: Float) -> Bool { bitsPerPixel > 0.35 }

  /// Where a search begins.
  struct Start {
    var step: Float
    /// What symbols cost, as an earlier search of the same photo found it.
    var costs: [ScanCosts]
  }

  /// The coarseness that seems to fill the budget, judged by a sample of the blocks.
  ///
  /// - Parameters:
  ///   - start: What an earlier search found, or nil.
  ///   - measuresError: Whether ``QuantizedPicture/error`` is wanted.
  func estimate(_ budget: Int, from start: Start? = nil, measuresError: Bool = false) -> QuantizedPicture {
    let bits = Float(8 * budget) / Float(quantizer.pixels)
    // Documents of phones come out near this many steps for a bit of each pixel, give or take the half.
    let step = min(Self.steps.upperBound, max(1, start?.step ?? 2.5 / bits))
    var search = LogarithmicSearch(range: Self.steps, guess: step, elasticity: 1)
    var costs = start?.costs ?? quantizer.typicalCosts
    let sampling = quantizer.blockCount >= Self.leastSampled ? 4 : 1
    // A small sample finds about the place. Costs are typical at first, so the first pass only tells where to look.
    var isRough = start == nil && quantizer.blockCount >= 4 * sampling * Self.leastRough
    var known = start != nil
    func quantized() -> QuantizedPicture {
      quantizer.quantize(
        step: search.guess, bitsPerPixel: bits, costs: costs, sampling: isRough ? 4 * sampling : sampling,
        isRefined: Self.isRefined(bits), measuresError: measuresError)
    }
    for pass in 1...10 {
      let outcome = quantized()
      costs = outcome.costs
      let ratio = Float(outcome.predictedSize) / Float(budget)
      // What is left is corrected with the whole picture.
      if known && !isRough && abs(ratio - 1) < 0.04 || search.isExhausted { return outcome }
      let changesSample = isRough && known && abs(ratio - 1) < 0.15
      if changesSample { isRough = false }
      known = true
      if changesSample || pass <= Self.settling {
        search = LogarithmicSearch(range: Self.steps, guess: search.guess, elasticity: 1)
      }
      search.learn(ratio: ratio)
    }
    isRough = false
    return quantized()
  }

  /// Pictures of fewer blocks are looked at whole; a sample that only begins a search has at least so many.
  private static let leastSampled = 8000
  private static let leastRough = 400

  /// The whole picture quantized so that it fills the budget, or nil when it cannot be made so small.
  ///
  /// The step comes from what was quantized before, and the price of a bit is steered on the way so that the budget is
  /// met. Where that takes another price than the step deserves, the picture is quantized again, at most `passes` times,
  /// two times more while much is left over; longer only while nothing fits.
  func fill(_ budget: Int, from estimate: QuantizedPicture, passes: Int) -> QuantizedPicture? {
    let target = Float(budget) * Self.aim
    let bits = Float(8 * budget) / Float(quantizer.pixels)
    var search = LogarithmicSearch(range: Self.steps, guess: estimate.step, elasticity: 0.9)
    search.learn(ratio: Float(estimate.predictedSize) / target)
    var last = estimate
    // What came closest is remembered by what it was made of: a second file in memory would cost more than the time.
    var best: (size: Int, make: () -> QuantizedPicture)?
    let accepted = Int(Self.filled.lowerBound * Double(budget))...Int(Self.filled.upperBound * Double(budget))
    for pass in 1...20 {
      let make = { [step = search.guess, last] in
        quantizer.quantize(
          step: step, bitsPerPixel: bits, costs: last.costs, isRefined: Self.isRefined(bits),
          steering: BudgetSteering(accepted: accepted, aim: Int(target), forecast: last.progress))
      }
      var outcome = make()
      if outcome.predictedSize <= budget {
        // What is not worth a second look: a price that is right for the step.
        let isFull = accepted.contains(outcome.predictedSize)
        if isFull && (Self.fairPrices.contains(outcome.price) || pass >= passes) || pass >= passes + 2 {
          return outcome
        }
        if outcome.predictedSize > best?.size ?? 0 { best = (outcome.predictedSize, make) }
      }
      if search.isExhausted { break }
      // The costs of symbols still move, so what a step gave before tells little of what it would give now.
      if pass <= Self.settling { search = LogarithmicSearch(range: Self.steps, guess: outcome.step, elasticity: 0.9) }
      search.learn(ratio: outcome.sizeAtFairPrice / target)
      outcome.file.components = []
      last = outcome
    }
    return best?.make()
  }

  /// The part of a budget at which a search aims, and the parts with which it is content. Predictions err by up to a
  /// thousandth, and a file over the budget must be written again.
  private static let aim: Float = 0.997
  private static let filled = 0.989...0.999
  /// Prices, beside the one that goes with the step, that are as good.
  private static let fairPrices: ClosedRange<Float> = 0.7...1.43
  /// How many passes may change the costs of symbols.
  private static let settling = 4
}

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

  /// The coarseness that seems to fill the budget, judged by a sample of the blocks.
  ///
  /// - Parameter measuresError: Whether ``QuantizedPicture/error`` is wanted.
  func estimate(_ budget: Int, measuresError: Bool = false) -> QuantizedPicture {
    // Documents of phones come out near this many steps for a bit of each pixel, give or take the half.
    let bits = Float(8 * budget) / Float(quantizer.pixels)
    let start = min(Self.steps.upperBound, max(1, 2.5 / bits))
    var search = LogarithmicSearch(range: Self.steps, guess: start, elasticity: 1)
    let isSample = quantizer.blockCount >= 8000
    var costs = quantizer.typicalCosts
    func quantized() -> QuantizedPicture {
      quantizer.quantize(
        step: search.guess, bitsPerPixel: bits, costs: costs, isSample: isSample, isRefined: Self.isRefined(bits),
        measuresError: measuresError)
    }
    for pass in 1...10 {
      let outcome = quantized()
      costs = outcome.costs
      let ratio = Float(outcome.predictedSize) / Float(budget)
      // The first pass judged by typical costs, so it only tells where to look; what is left is corrected with the whole
      // picture.
      if pass > 1 && abs(ratio - 1) < 0.04 || search.isExhausted { return outcome }
      if pass <= Self.settling { search = LogarithmicSearch(range: Self.steps, guess: search.guess, elasticity: 1) }
      search.learn(ratio: ratio)
    }
    return quantized()
  }

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
    let accepted = Int(Self.filled * Double(budget))...budget
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

  /// The part of a budget at which a search aims, and the part from which on it is content.
  private static let aim: Float = 0.997
  private static let filled = 0.989
  /// Prices, beside the one that goes with the step, that are as good.
  private static let fairPrices: ClosedRange<Float> = 0.8...1.25
  /// How many passes may change the costs of symbols.
  private static let settling = 4
}

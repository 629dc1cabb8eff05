/// Finds the quantizer step at which a picture fills a byte budget, and quantizes the picture with it.
///
/// Nothing is entropy-coded during the search: sizes are predicted from symbol statistics. `estimate` searches on a
/// sample of the blocks. `fill` then quantizes the whole picture and adjusts lambda per strip to meet the budget.
struct BudgetSolver {
  private var quantizer: PictureQuantizer

  /// Computes the DCT coefficients of a picture.
  ///
  /// - Parameter scale: The picture's size divided by that of the original photo.
  init(_ picture: PlanarPicture, scale: Double, perception: Perception) {
    quantizer = PictureQuantizer(picture, scale: scale, perception: perception)
  }

  /// The range of steps that is searched. Below it every quantization table entry is 1; above it all entries are 255.
  static let steps: ClosedRange<Float> = 0.02...900

  /// Whether luma is coded by successive approximation, which saves no bytes at low bit rates.
  private static func isRefined(_ bitsPerPixel: Float) -> Bool { bitsPerPixel > 0.35 }

  /// The starting point of a search.
  struct Start {
    var step: Float
    /// The symbol costs that an earlier search of the same photo measured.
    var costs: [ScanCosts]
  }

  /// Searches for the step whose predicted file size equals the budget, on a sample of the blocks.
  ///
  /// - Parameters:
  ///   - start: The result of an earlier search, or nil.
  ///   - measuresError: Whether to compute ``QuantizedPicture/error``.
  func estimate(_ budget: Int, from start: Start? = nil, measuresError: Bool = false) -> QuantizedPicture {
    let bits = Float(8 * budget) / Float(quantizer.pixels)
    // Phone photos of documents need about this step for a number of bits per pixel, give or take half of it.
    let step = min(Self.steps.upperBound, max(1, start?.step ?? 2.5 / bits))
    var search = LogarithmicSearch(range: Self.steps, guess: step, elasticity: 1)
    var costs = start?.costs ?? quantizer.typicalCosts
    let sampling = quantizer.blockCount >= Self.leastSampled ? 4 : 1
    // A small sample finds the approximate step. Without a start, the first pass uses typical symbol costs, so its size
    // only guides the search and is never accepted.
    var isRough = start == nil && quantizer.blockCount >= 4 * sampling * Self.leastRough
    func quantized() -> QuantizedPicture {
      quantizer.quantize(
        step: search.guess, bitsPerPixel: bits, costs: costs, sampling: isRough ? 4 * sampling : sampling,
        isRefined: Self.isRefined(bits), measuresError: measuresError)
    }
    for pass in 1...10 {
      let outcome = quantized()
      costs = outcome.costs
      let ratio = Float(outcome.predictedSize) / Float(budget)
      let isMeasured = pass > 1 || start != nil
      // `fill` corrects the remaining deviation on the whole picture.
      if isMeasured && !isRough && abs(ratio - 1) < 0.04 || search.isExhausted { return outcome }
      let changesSample = isRough && isMeasured && abs(ratio - 1) < 0.15
      if changesSample { isRough = false }
      if changesSample || pass <= Self.settling {
        search = LogarithmicSearch(range: Self.steps, guess: search.guess, elasticity: 1)
      }
      search.learn(ratio: ratio)
    }
    isRough = false
    return quantized()
  }

  /// Pictures with fewer blocks are searched on all of their blocks.
  private static let leastSampled = 8000
  /// The fewest blocks in the small sample with which a search begins.
  private static let leastRough = 400

  /// Changes luma so that the picture keeps the luminance that it has with `wanted` chroma, although its own is
  /// subsampled, and quantized as `estimate` says.
  mutating func keepLuminance(
    of wanted: () -> ChromaGrid?, in picture: PlanarPicture, budget: Int, estimate: QuantizedPicture
  ) {
    quantizer.keepLuminance(
      of: wanted, in: picture, step: estimate.step, bitsPerPixel: Float(8 * budget) / Float(quantizer.pixels),
      costs: estimate.costs)
  }

  /// Quantizes the whole picture so that it fills the budget; nil if it cannot be made small enough.
  ///
  /// The step follows from the previous pass, and lambda is adjusted per strip to meet the budget. If that takes a
  /// lambda far from the usual one for the step, the picture is quantized again with another step: in at most `passes`
  /// passes, or two more while the file is well below the budget. Only while nothing fits are there more passes, up to
  /// 20.
  func fill(_ budget: Int, from estimate: QuantizedPicture, passes: Int) -> QuantizedPicture? {
    let target = Float(budget) * Self.aim
    let bits = Float(8 * budget) / Float(quantizer.pixels)
    var search = LogarithmicSearch(range: Self.steps, guess: estimate.step, elasticity: 0.9)
    search.learn(ratio: Float(estimate.predictedSize) / target)
    var last = estimate
    // Keep the best result as a closure that makes it again: a repeated pass costs less than holding its coefficients.
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
        // Accept a full file if its lambda is close to the usual one for its step, or if the passes are used up.
        let isFull = accepted.contains(outcome.predictedSize)
        if isFull && (Self.fairPrices.contains(outcome.price) || pass >= passes) || pass >= passes + 2 {
          return outcome
        }
        if outcome.predictedSize > best?.size ?? 0 { best = (outcome.predictedSize, make) }
      }
      if search.isExhausted { break }
      // Symbol costs still change in the early passes. Sizes measured with older costs would mislead the search, so
      // it starts again from the latest pass.
      if pass <= Self.settling { search = LogarithmicSearch(range: Self.steps, guess: outcome.step, elasticity: 0.9) }
      search.learn(ratio: outcome.sizeAtFairPrice / target)
      outcome.file.components = []
      last = outcome
    }
    return best?.make()
  }

  /// The share of the budget that the search aims for. It is below 1, because predictions err by up to a thousandth,
  /// and a file over the budget must be written again.
  private static let aim: Float = 0.997
  /// The shares of the budget that count as filling it.
  private static let filled = 0.989...0.999
  /// The values of lambda, relative to the usual lambda for the step, at which quality is as good as at the usual one.
  private static let fairPrices: ClosedRange<Float> = 0.7...1.43
  /// The number of passes in which symbol costs still change.
  private static let settling = 4
}

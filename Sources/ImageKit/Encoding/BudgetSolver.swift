import Foundation

/// Finds how coarsely a picture must be quantized to fill a budget, and quantizes it so.
///
/// Nothing is entropy-coded on the way: sizes are predicted from the statistics of the symbols. A first search looks at
/// every fourth row of blocks only; what it finds is then done for the whole picture and corrected.
struct BudgetSolver {
  /// A quantization and its predicted size.
  struct Outcome {
    /// How coarse it is: the step of a frequency that weighs as much as luma's mean.
    var step: Float
    /// Bytes of the file.
    var predictedSize: Int
    /// The file; empty of components when only a sample was quantized.
    var file: CoefficientFile
    /// What symbols cost in it.
    var costs: [ScanCosts]
  }

  private let width: Int
  private let height: Int
  private let components: [Component]
  private let perception: Perception
  private let upperDetail: Float

  private struct Component {
    var plane: CoefficientPlane
    /// What an error in each frequency costs on plain paper.
    var weights: [Float]
    /// What errors cost in each block, by reduction.
    var blockWeights: [SIMD4<Float>]
    /// The mean's step beside what its weight asks.
    var meanStep: Float
    var horizontalSampling = 1
    var verticalSampling = 1
  }

  /// Transforms a picture.
  init(_ picture: PlanarPicture, perception: Perception = .standard) {
    width = picture.width
    height = picture.height
    self.perception = perception
    let luma = ForwardDCT.transform(picture.luma)
    let colours = picture.chroma.map { [ForwardDCT.transform($0.blue), ForwardDCT.transform($0.red)] } ?? []
    func component(
      _ plane: CoefficientPlane, _ shares: SIMD4<Float>, _ mask: Perception.Mask, weight: Float, meanStep: Float
    ) -> (Component, upperDetail: Float) {
      let shares = weight * shares / shares.sum()
      let masking = Masking(plane, mask, shares: shares)
      let component = Component(
        plane: plane, weights: Perception.weights(shares), blockWeights: masking.weights, meanStep: meanStep)
      return (component, masking.upperDetail)
    }
    var (first, upperDetail) = component(
      luma, perception.lumaScales, perception.lumaMask, weight: 1, meanStep: perception.lumaMeanStep)
    self.upperDetail = upperDetail
    if !colours.isEmpty {
      first.horizontalSampling = picture.horizontalSubsampling
      first.verticalSampling = picture.verticalSubsampling
    }
    let others = zip(colours, [perception.blue, perception.red]).map { plane, weight in
      component(
        plane, perception.chromaScales, perception.chromaMask, weight: weight, meanStep: perception.chromaMeanStep
      ).0
    }
    components = [first] + others
  }

  // MARK: Searching

  /// The steps between which a search looks: below, every table entry is 1; above, all are 255.
  static let steps: ClosedRange<Float> = 0.25...900

  /// The coarseness that seems to fill the budget, judged by a sample of the blocks.
  func estimate(_ budget: Int, startingAt start: Float = 10) -> Outcome {
    var search = LogarithmicSearch(range: Self.steps, guess: start, elasticity: 1.1)
    let stride = components[0].plane.blocksHigh >= 64 ? 4 : 1
    var costs = components.map { _ in ScanCosts.typical }
    for pass in 1...10 {
      let outcome = quantize(step: search.guess, costs: costs, everyRow: stride)
      costs = outcome.costs
      let ratio = Float(outcome.predictedSize) / Float(budget)
      // The first pass judged by typical costs, so it only tells where to look; what is left is corrected with the whole
      // picture.
      if pass > 1 && abs(ratio - 1) < 0.04 || search.isExhausted { return outcome }
      if pass <= Self.settling { search = LogarithmicSearch(range: Self.steps, guess: search.guess, elasticity: 1.1) }
      search.learn(ratio: ratio)
    }
    return quantize(step: search.guess, costs: costs, everyRow: stride)
  }

  /// The whole picture quantized so that it fills the budget, or nil when it cannot be made so small.
  ///
  /// Quantizes at most `passes` times, two times more while much is left over, and goes on only while nothing fits.
  func fill(_ budget: Int, from estimate: Outcome, passes: Int) -> Outcome? {
    let target = Float(budget) * Self.aim
    var guess = estimate.step * powf(Float(estimate.predictedSize) / target, 1 / 0.9)
    guess = min(Self.steps.upperBound, max(Self.steps.lowerBound, guess))
    var search = LogarithmicSearch(range: Self.steps, guess: guess, elasticity: 0.9)
    var costs = estimate.costs
    // What came closest is remembered by what it was made of: a second file in memory would cost more than the time.
    var best: (step: Float, costs: [ScanCosts], size: Int)?
    let wanted = Int(Double(budget) * Self.filled)
    var pass = 0
    while pass < passes || pass < passes + 2 && best?.size ?? 0 < wanted || best == nil {
      pass += 1
      let outcome = quantize(step: search.guess, costs: costs, everyRow: 1)
      if outcome.predictedSize <= budget, outcome.predictedSize > best?.size ?? 0 {
        let isEnough = pass < passes ? Double(budget) * Self.wellFilled : Double(wanted)
        if Double(outcome.predictedSize) >= isEnough || pass >= passes + 2 { return outcome }
        best = (search.guess, costs, outcome.predictedSize)
      }
      if pass <= Self.settling {
        // The costs of symbols still move, so what a step gave before tells little of what it would give now.
        costs = outcome.costs
        search = LogarithmicSearch(range: Self.steps, guess: search.guess, elasticity: 0.9)
      }
      search.learn(ratio: Float(outcome.predictedSize) / target)
      if search.isExhausted || pass > 20 { break }
    }
    return best.map { quantize(step: $0.step, costs: $0.costs, everyRow: 1) }
  }

  /// Whether half the size would serve better at a step: when what it cannot hold is worth little beside what the step
  /// drops anyway. A picture that is reduced already must be very coarse before it is reduced again.
  func isBetterHalved(at step: Float, isReduced: Bool) -> Bool {
    let (coarsest, leastDetail): (Float, Float) = isReduced ? (64, 0.0075) : (40, 0.06)
    // A coefficient's variance is 64 times its part of the picture's.
    return step > coarsest || 64 * upperDetail < leastDetail * step * step
  }

  /// The part of a budget at which a search aims, and the part from which on it is content.
  private static let aim: Float = 0.9965
  private static let wellFilled = 0.991
  /// The part of a budget that is worth another pass or two.
  private static let filled = 0.986
  /// How many passes may change the costs of symbols.
  private static let settling = 4

  // MARK: Quantizing

  /// Quantizes every `everyRow`-th row of blocks, by the symbol costs of an earlier pass.
  private func quantize(step: Float, costs: [ScanCosts], everyRow: Int) -> Outcome {
    var bits = 0
    var measured: [ScanCosts] = []
    var file = CoefficientFile(width: width, height: height, components: [])
    for (component, costs) in zip(components, costs) {
      let plane = component.plane
      let table = table(component, step: step)
      let choice = CoefficientChoice(
        table: table, lambda: perception.price * step * step, costs: costs.bands,
        threshold: perception.threshold)
      let meanChoice = MeanChoice(
        step: table.steps[0], lambda: perception.price * step * step * perception.meanPrice, costs: costs.means)
      var means = SymbolStatistics()
      var bands = SymbolStatistics()
      var rows = 0
      let output = CoefficientPlane(
        blocksWide: plane.blocksWide, blocksHigh: everyRow == 1 ? plane.blocksHigh : 1
      ) { output in
        plane.values.withUnsafeBufferPointer { input in
          component.blockWeights.withUnsafeBufferPointer { weights in
            var previous = 0
            for row in stride(from: min(everyRow / 2, plane.blocksHigh - 1), to: plane.blocksHigh, by: everyRow) {
              let target = output + (everyRow == 1 ? row : 0) * plane.blocksWide * 64
              choice.quantize(
                input.baseAddress! + row * plane.blocksWide * 64, count: plane.blocksWide,
                weights: weights.baseAddress! + row * plane.blocksWide, to: target, statistics: &bands)
              meanChoice.quantize(
                input.baseAddress! + row * plane.blocksWide * 64, count: plane.blocksWide,
                weights: weights.baseAddress! + row * plane.blocksWide, after: &previous, to: target,
                statistics: &means)
              rows += 1
            }
          }
        }
      }
      bands.flush()
      let share = Double(plane.blocksHigh) / Double(rows)
      bits += bands.bits(scaledBy: share) + means.bits(scaledBy: share)
      measured.append(ScanCosts(means: means.costs, bands: bands.costs))
      if everyRow == 1 {
        file.components.append(
          CoefficientFile.Component(
            quantized: output, table: table, horizontalSampling: component.horizontalSampling,
            verticalSampling: component.verticalSampling))
      }
    }
    return Outcome(
      step: step, predictedSize: CoefficientFile.size(ofScans: bits, components: components.count),
      file: file, costs: measured)
  }

  /// A component's steps: finer where errors weigh more.
  private func table(_ component: Component, step: Float) -> QuantizationTable {
    let whole = (1 / component.weights[0]).squareRoot()
    var shape = component.weights.map { whole * powf(component.weights[0] / $0, perception.stepPower) }
    shape[0] *= component.meanStep
    return QuantizationTable(shape: shape, scale: step)
  }
}

/// A search for the argument at which something that falls about as a power of it has a wanted size.
struct LogarithmicSearch {
  private(set) var guess: Float
  private(set) var tried = 0
  private var low: (argument: Float, ratio: Float)?
  private var high: (argument: Float, ratio: Float)?
  private let range: ClosedRange<Float>
  private let elasticity: Float

  /// A search within a range; `elasticity` is the power assumed until two points are known.
  init(range: ClosedRange<Float>, guess: Float, elasticity: Float) {
    self.range = range
    self.guess = guess
    self.elasticity = elasticity
  }

  /// Whether there is nowhere left to look.
  private(set) var isExhausted = false

  /// Takes what `guess` gave, as a multiple of what is wanted, and guesses anew.
  mutating func learn(ratio: Float) {
    tried += 1
    if ratio > 1 { low = (guess, ratio) } else { high = (guess, ratio) }
    var next = guess * powf(ratio, 1 / elasticity)
    if let low, let high, low.ratio > high.ratio {
      // Between two points: on the line through both, in logarithms, kept off the ends so that either end moves.
      let share = min(0.9, max(0.1, log(low.ratio) / (log(low.ratio) - log(high.ratio))))
      next = low.argument * powf(high.argument / low.argument, share)
    }
    next = min(range.upperBound, max(range.lowerBound, next))
    isExhausted = next == guess || (low != nil && high != nil && high!.argument / low!.argument < 1.0005)
    guess = next
  }
}

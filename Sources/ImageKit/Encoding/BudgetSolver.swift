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
    var costs: [SymbolCosts]
  }

  private let width: Int
  private let height: Int
  private let components: [Component]
  private let perception: Perception

  private struct Component {
    var plane: CoefficientPlane
    /// What an error in each frequency costs.
    var weights: [Float]
    /// What each block tolerates.
    var tolerance: [Float]
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
    let masking = Masking(
      luma, chromaWide: colours.first?.blocksWide ?? 0, chromaHigh: colours.first?.blocksHigh ?? 0, perception)
    var components = [
      Component(
        plane: luma, weights: perception.lumaWeights, tolerance: masking.luma, meanStep: perception.lumaMeanStep)
    ]
    if !colours.isEmpty {
      components[0].horizontalSampling = picture.horizontalSubsampling
      components[0].verticalSampling = picture.verticalSubsampling
    }
    for (plane, weight) in zip(colours, [perception.blue, perception.red]) {
      components.append(
        Component(
          plane: plane, weights: perception.chromaWeights.map { $0 * weight }, tolerance: masking.chroma,
          meanStep: perception.chromaMeanStep))
    }
    self.components = components
  }

  // MARK: Searching

  /// The steps between which a search looks: below, every table entry is 1; above, all are 255.
  static let steps: ClosedRange<Float> = 0.25...900

  /// The coarseness that seems to fill the budget, judged by a sample of the blocks.
  func estimate(_ budget: Int, startingAt start: Float = 10) -> Outcome {
    var search = LogarithmicSearch(range: Self.steps, guess: start, elasticity: 1.1)
    let stride = components[0].plane.blocksHigh >= 64 ? 4 : 1
    var costs = components.map { _ in SymbolCosts.typical }
    for _ in 0..<14 {
      let outcome = quantize(step: search.guess, costs: costs, everyRow: stride)
      costs = outcome.costs
      let ratio = Float(outcome.predictedSize) / Float(budget)
      // The first pass judged by typical costs, so it only tells where to look.
      if search.tried > 0 && abs(ratio - 1) < 0.01 || search.isExhausted { return outcome }
      search.learn(ratio: ratio)
    }
    return quantize(step: search.guess, costs: costs, everyRow: stride)
  }

  /// The whole picture quantized so that it fills the budget, or nil when it cannot be made so small.
  ///
  /// Quantizes at most `passes` times, and goes on only while nothing fits.
  func fill(_ budget: Int, from estimate: Outcome, passes: Int) -> Outcome? {
    var search = LogarithmicSearch(range: Self.steps, guess: estimate.step, elasticity: 0.9)
    var costs = estimate.costs
    // The best so far, with its coefficients only as long as no others are made: two whole pictures of them would be more
    // memory than all else takes together.
    var best: Outcome?
    while search.tried < passes || best == nil {
      best?.file.components = []
      let outcome = quantize(step: search.guess, costs: costs, everyRow: 1)
      if outcome.predictedSize <= budget {
        if Double(outcome.predictedSize) > Double(budget) * Self.wellFilled { return outcome }
        if outcome.predictedSize > best?.predictedSize ?? 0 {
          best = outcome
          best?.costs = costs
        }
      }
      costs = outcome.costs
      search.learn(ratio: Float(outcome.predictedSize) / (Float(budget) * Self.aim))
      if search.isExhausted || search.tried > 20 { break }
    }
    guard let best, best.file.components.isEmpty else { return best }
    return quantize(step: best.step, costs: best.costs, everyRow: 1)
  }

  /// The part of a budget at which a search aims, and the part from which on it is content.
  private static let aim: Float = 0.9965
  private static let wellFilled = 0.991

  // MARK: Quantizing

  /// Quantizes every `everyRow`-th row of blocks, by the symbol costs of an earlier pass.
  private func quantize(step: Float, costs: [SymbolCosts], everyRow: Int) -> Outcome {
    var bits = 0
    var measured: [SymbolCosts] = []
    var file = CoefficientFile(width: width, height: height, components: [])
    for (component, costs) in zip(components, costs) {
      let plane = component.plane
      let table = table(component, step: step)
      let choice = CoefficientChoice(
        table: table, weights: component.weights,
        lambda: perception.price * step * step, costs: costs,
        threshold: perception.threshold)
      var means = SymbolStatistics()
      var bands = SymbolStatistics()
      var rows = 0
      let output = CoefficientPlane(
        blocksWide: plane.blocksWide, blocksHigh: everyRow == 1 ? plane.blocksHigh : 1
      ) { output in
        plane.values.withUnsafeBufferPointer { input in
          component.tolerance.withUnsafeBufferPointer { tolerance in
            var previous = 0
            for row in stride(from: min(everyRow / 2, plane.blocksHigh - 1), to: plane.blocksHigh, by: everyRow) {
              let target = output + (everyRow == 1 ? row : 0) * plane.blocksWide * 64
              choice.quantize(
                input.baseAddress! + row * plane.blocksWide * 64, count: plane.blocksWide,
                tolerance: tolerance.baseAddress! + row * plane.blocksWide, to: target, statistics: &bands)
              for x in 0..<plane.blocksWide {
                means.add(difference: Int(target[x * 64]) - previous)
                previous = Int(target[x * 64])
              }
              rows += 1
            }
          }
        }
      }
      bands.flush()
      let share = Double(plane.blocksHigh) / Double(rows)
      bits += bands.bits(scaledBy: share) + means.bits(scaledBy: share)
      measured.append(bands.costs)
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

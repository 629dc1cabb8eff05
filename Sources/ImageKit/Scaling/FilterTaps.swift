import Foundation

/// The weights of a resampling filter for one direction: for each output sample, which source samples it is made of and
/// how much of each. The filter is Lanczos with three lobes, widened by the reduction.
///
/// Samples are squares: sample i covers i…i + 1, so its centre lies at i + ½. Output sample i is centred on the source
/// position (i + ½) × `step`. That keeps both edges of the picture where they are.
struct FilterTaps {
  /// Source samples for each output sample.
  let count: Int
  /// The first source sample of each output sample; `first` + `count` never reaches beyond the row.
  let first: [Int32]
  /// `count` weights for each output sample; they sum to 1.
  let weights: [Float]

  /// A filter from a row of `source` samples to one of `target`, no longer.
  ///
  /// - Parameter step: Source samples for each output sample. It differs from `source` / `target` where the last sample
  ///   of a row reaches beyond the picture, as in the chroma planes of odd-sized pictures.
  init(from source: Int, to target: Int, step: Double? = nil) {
    let step = step ?? Double(source) / Double(target)
    let reach = Self.lobes * step
    let wide = Int((2 * reach).rounded(.up)) + 1
    let taps = min(source, wide)
    var first: [Int32] = []
    var weights: [Float] = []
    first.reserveCapacity(target)
    weights.reserveCapacity(target * taps)
    for i in 0..<target {
      let centre = (Double(i) + 0.5) * step - 0.5
      let wanted = Int((centre - reach).rounded(.up))
      let start = min(max(0, wanted), source - taps)
      var row = [Double](repeating: 0, count: taps)
      // Beyond the edge, its last sample is repeated.
      for j in wanted..<(wanted + wide) {
        row[min(max(j, start), start + taps - 1) - start] += Self.lanczos((Double(j) - centre) / step)
      }
      let sum = row.reduce(0, +)
      first.append(Int32(start))
      weights.append(contentsOf: row.map { Float($0 / sum) })
    }
    count = taps
    self.first = first
    self.weights = weights
  }

  private static let lobes = 3.0

  private static func lanczos(_ x: Double) -> Double {
    if x == 0 { return 1 }
    if abs(x) >= lobes { return 0 }
    let angle = Double.pi * x
    return sin(angle) / angle * sin(angle / lobes) / (angle / lobes)
  }
}

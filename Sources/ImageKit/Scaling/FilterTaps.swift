import Foundation

/// The weights of a resampling filter for one direction: for each output sample, which source samples it is made of and
/// how much of each. The filter is Lanczos with three lobes, widened where it reduces.
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

  /// A filter from a row of `source` samples to one of `target`.
  ///
  /// - Parameter step: Source samples for each output sample. It differs from `source` / `target` where the last sample
  ///   of a row reaches beyond the picture, as in the chroma planes of odd-sized pictures.
  init(from source: Int, to target: Int, step: Double? = nil) {
    let step = step ?? Double(source) / Double(target)
    // Enlarged, samples are interpolated: the filter is never narrower than a source sample.
    let width = max(1, step)
    let reach = Self.lobes * width
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
      let kernel = Self.centred((wanted..<wanted + wide).map { (Double($0) - centre) / width })
      var row = [Float](repeating: 0, count: taps)
      // Beyond the edge, its last sample is repeated.
      for (j, weight) in zip(wanted..., kernel) { row[min(max(j, start), start + taps - 1) - start] += Float(weight) }
      first.append(Int32(start))
      weights.append(contentsOf: row)
    }
    count = taps
    self.first = first
    self.weights = weights
  }

  private static let lobes = 3.0

  /// The weights of samples at some distances from the centre. They sum to 1, and so weighted, the distances sum to 0.
  ///
  /// Lanczos weights alone move a picture by up to a fiftieth of a sample, by where between two samples the centre lies.
  /// At most scales that differs from sample to sample and cancels out; close to full size it does not.
  private static func centred(_ distances: [Double]) -> [Double] {
    let kernel = distances.map(lanczos)
    let sum = kernel.reduce(0, +)
    // What is taken from one side and given to the other.
    let tent = distances.map { max(0, 1 - abs($0)) }
    let middle = zip(tent, distances).reduce(0) { $0 + $1.0 * $1.1 } / tent.reduce(0, +)
    let shifting = zip(tent, distances).map { $0 * ($1 - middle) }
    let reach = zip(shifting, distances).reduce(0) { $0 + $1.0 * $1.1 }
    // At full size, a sample that lies on the centre has the tent to itself: there is nothing to move.
    guard reach > 0.001 else { return kernel.map { $0 / sum } }
    let offset = zip(kernel, distances).reduce(0) { $0 + $1.0 * $1.1 } / sum
    return zip(kernel, shifting).map { $0 / sum - offset / reach * $1 }
  }

  private static func lanczos(_ x: Double) -> Double {
    if x == 0 { return 1 }
    if abs(x) >= lobes { return 0 }
    let angle = Double.pi * x
    return sin(angle) / angle * sin(angle / lobes) / (angle / lobes)
  }
}

import Foundation

/// A one-dimensional resampling kernel: for each output sample, the source samples it is computed from and their
/// weights. The kernel is Lanczos with three lobes, stretched by the reduction factor.
///
/// Sample i covers i…i + 1, so its centre lies at i + ½. The kernel of output sample i is centred on the source
/// position (i + ½) × `step`. So the edges of the output coincide with those of the source.
struct FilterTaps {
  /// The number of source samples for each output sample.
  let count: Int
  /// The index of the first source sample for each output sample; `first` + `count` is never beyond the end of the row.
  let first: [Int32]
  /// `count` weights for each output sample; they sum to 1.
  let weights: [Float]

  /// The weights to resample a row of `source` samples to `target` samples.
  ///
  /// - Parameters:
  ///   - step: The distance between output samples, in source samples. It differs from `source` / `target` if the last
  ///     sample of a row reaches beyond the picture, as in the chroma planes of odd-sized pictures.
  ///   - origin: Where the first output sample begins, in source samples.
  init(from source: Int, to target: Int, step: Double? = nil, origin: Double = 0) {
    let step = step ?? Double(source) / Double(target)
    // When the picture is enlarged, the kernel interpolates: it is never narrower than for full size.
    let width = max(1, step)
    let reach = Self.lobes * width
    let wide = Int((2 * reach).rounded(.up)) + 1
    let taps = min(source, wide)
    var first: [Int32] = []
    var weights: [Float] = []
    first.reserveCapacity(target)
    weights.reserveCapacity(target * taps)
    for i in 0..<target {
      let centre = origin + (Double(i) + 0.5) * step - 0.5
      let wanted = Int((centre - reach).rounded(.up))
      let start = min(max(0, wanted), source - taps)
      let kernel = Self.centred((wanted..<wanted + wide).map { (Double($0) - centre) / width })
      var row = [Float](repeating: 0, count: taps)
      // Beyond the edge, the last sample is repeated: its weight is the sum of theirs.
      for (j, weight) in zip(wanted..., kernel) { row[min(max(j, start), start + taps - 1) - start] += Float(weight) }
      first.append(Int32(start))
      weights.append(contentsOf: row)
    }
    count = taps
    self.first = first
    self.weights = weights
  }

  private static let lobes = 3.0

  /// The weights of samples at given distances from the kernel's centre. They sum to 1, and the weighted mean of the
  /// distances is 0, so that the kernel does not shift the picture.
  ///
  /// Lanczos weights alone shift it by up to a fiftieth of a sample, depending on the phase, the position of the centre
  /// between two samples. At most scales the phase varies from sample to sample and the shifts cancel out; close to
  /// full size they do not.
  private static func centred(_ distances: [Double]) -> [Double] {
    let kernel = distances.map(lanczos)
    let sum = kernel.reduce(0, +)
    // A correction that moves weight from one side of the centre to the other and leaves the sum unchanged.
    let tent = distances.map { max(0, 1 - abs($0)) }
    let middle = zip(tent, distances).reduce(0) { $0 + $1.0 * $1.1 } / tent.reduce(0, +)
    let shifting = zip(tent, distances).map { $0 * ($1 - middle) }
    let reach = zip(shifting, distances).reduce(0) { $0 + $1.0 * $1.1 }
    // If a sample lies exactly on the centre, as at full size, it is the only one within the tent, and no shift needs
    // correction.
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

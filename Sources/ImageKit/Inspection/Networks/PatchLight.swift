/// How a patch's samples are normalised: their mean, and 1 over their standard deviation. 6 grey levels are added to
/// the deviation so that the grain of blank paper stays small.
struct PatchLight {
  /// The mean sample.
  let mean: Float
  /// The factor for the difference from the mean.
  let gain: Float

  /// The light of a plane without padding.
  init(of patch: Plane) {
    let count = Float(patch.samples.count)
    // Neither sum can overflow 32 bits.
    mean = Float(patch.samples.reduce(UInt32(0)) { $0 &+ UInt32($1) }) / count
    let squares = Float(patch.samples.reduce(UInt32(0)) { $0 &+ UInt32($1) &* UInt32($1) }) / count
    gain = 1 / (max(0, squares - mean * mean).squareRoot() + 6)
  }

  /// The samples of a plane without padding, in this light.
  func normalized(_ patch: Plane) -> [Float] {
    [Float](unsafeUninitializedCapacity: patch.samples.count) { values, count in
      count = values.count
      for index in 0..<count { values[index] = (Float(patch.samples[index]) - mean) * gain }
    }
  }
}

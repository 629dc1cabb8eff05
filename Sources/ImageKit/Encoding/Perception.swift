import Foundation

/// What an error costs the eye: how much each frequency of a block counts, and what a bit may cost in return.
///
/// Pictures are compared at full size, ½, ¼, ⅛ and 1/16, each error in relation to the variance around it (see
/// `ErrorWeights`). A frequency's weight is what remains of it in those reductions. Reductions are those of the photo as
/// it is shown, at its own size; a picture coded at a smaller scale has fewer of them. README.md tells what was
/// tried.
struct Perception: Sendable {
  /// The shares of the reductions in luma's errors: 1, ½, ¼, ⅛ and 1/16 of the photo's size.
  var lumaShares: [Float] = [0.015, 0.03, 0.4, 0.48, 0.14]
  /// The same for chroma.
  var chromaShares: [Float] = [0, 0.01, 0.067, 0.308, 0.615]
  /// How much squared errors of Cb and Cr count beside those of luma on flat paper.
  var blue: Float = 0.58
  var red: Float = 0.58
  /// The constant beside twice the variance, in squared grey levels, in the denominator of structural similarity. That of
  /// SSIMULACRA2 is about 90; the larger one hides less in texture, which Butteraugli and a reviewer's view prefer.
  var stabilizer: Float = 275

  /// Steps follow the inverse of weights to this power: 0 makes them equal, ½ makes errors equally grave.
  var stepPower: Float = 0.85
  /// Steps of the DC coefficients beside what their weight asks, luma's and chroma's.
  var lumaDCStep: Float = 0.81
  var chromaDCStep: Float = 0.5

  /// Lambda, the price of a bit in weighted squared error, for a step of 1.
  var lambda: Float = 0.071
  /// Lambda for DC coefficients, as a part of that.
  var dcLambda: Float = 0.75
  /// Coefficients below this part of a step are not considered at all.
  var threshold: Float = 0.55

  /// The weights in use.
  static let standard = Perception()

  /// Lambda for a step of 1 where the file has so many bits for each pixel. With fewer bits most coefficients are 0, and
  /// those that are left must be worth more.
  func lambda(bitsPerPixel: Float) -> Float { lambda * powf(max(0.05, min(2, bitsPerPixel)) / 0.8, -0.25) }

  /// The shares of the reductions that `ErrorWeights` knows, of a plane whose samples are `1 / scale` of the photo's.
  /// A reduction that lies between two of them is shared by both.
  static func shares(_ photoShares: [Float], scale: Float) -> SIMD4<Float> {
    var shares = SIMD4<Float>.zero
    for (octave, share) in photoShares.enumerated() {
      // The length of the reduction in samples of the plane, as a power of two.
      let power = min(3, max(0, Float(octave) + log2(scale)))
      let lower = min(2, Int(power))
      shares[3 - lower] += share * (Float(lower + 1) - power)
      shares[2 - lower] += share * (power - Float(lower))
    }
    return shares / shares.sum()
  }

  /// How much of each frequency's energy remains at each reduction, in natural order.
  static let basis: [SIMD4<Float>] = (0..<64).map { k in
    var passed = SIMD4<Float>.zero
    for lane in 0..<4 {
      let length = ErrorWeights.lengths[lane]
      passed[lane] = response(ofMeanOver: length, to: k % 8) * response(ofMeanOver: length, to: k / 8)
    }
    return passed
  }

  /// `basis`, reduction by reduction.
  static let lanes: [[Float]] = (0..<4).map { lane in basis.map { $0[lane] } }

  /// How much of the energy of DCT frequency k, which is k/16 cycles a sample, passes a mean over `length` samples: its
  /// squared frequency response.
  private static func response(ofMeanOver length: Float, to k: Int) -> Float {
    if k == 0 { return 1 }
    let angle = Float.pi * Float(k) / 16
    let passed = sin(length * angle) / (length * sin(angle))
    return passed * passed
  }
}

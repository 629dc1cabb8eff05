import Foundation

/// What an error costs the eye: how much each frequency of a block counts, how much texture around a block hides, and
/// what a bit may cost in return.
///
/// The form follows how closeness is judged by measures such as SSIMULACRA2: pictures are compared at full size, ½, ¼
/// and ⅛, each error in relation to the variance around it. So a frequency's weight is what remains of it in those
/// reductions, and a block's tolerance grows with its neighbourhood's variance. The numbers were found by coordinate
/// search on photos of documents and on other phone photos, at 200,000 bytes; README.md tells what each is worth.
struct Perception: Sendable {
  /// The share of each reduction (⅛, ¼, ½, full size) in luma's errors.
  var lumaScales: SIMD4<Float> = [0.78, 0.59, 0.13, 0.065]
  /// The same for chroma, in samples of its own planes.
  var chromaScales: SIMD4<Float> = [0.6, 0.3, 0.065, 0.01]
  /// How much Cb's and Cr's squared errors count beside luma's.
  var blue: Float = 0.39
  var red: Float = 0.385

  /// Steps follow the inverse of weights to this power: 0 makes them equal, ½ makes errors equally grave.
  var stepPower: Float = 0.65
  /// Steps of the means (DC) beside what their weight asks, luma's and chroma's.
  var lumaMeanStep: Float = 0.91
  var chromaMeanStep: Float = 0.7

  /// The price of a bit, in weighted squared error, for a step of 1.
  var price: Float = 0.071
  /// Coefficients below this part of a step are not considered at all.
  var threshold: Float = 0.55

  /// Variance, in squared grey levels, up to which a neighbourhood counts as plain paper.
  var plainVariance: Float = 52
  /// How much of the variance within blocks counts towards that of the neighbourhood.
  var innerVariance: Float = 1.69
  /// Tolerance grows with variance to this power, for luma and for chroma.
  var lumaMasking: Float = 0.65
  var chromaMasking: Float = 0.154
  /// Variance of fine detail, in squared grey levels, above which a block is taken for print, whose strokes must not
  /// be hidden by each other; tolerance falls with the power `printCare` of it.
  var printVariance: Float = 30
  var printCare: Float = 1

  /// The weights in use.
  static let standard = Perception()

  /// Weights of luma's 64 frequencies; the mean's is 1.
  var lumaWeights: [Float] { Self.weights(lumaScales) }
  /// Weights of chroma's 64 frequencies; the mean's is 1.
  var chromaWeights: [Float] { Self.weights(chromaScales) }

  private static func weights(_ shares: SIMD4<Float>) -> [Float] {
    (0..<64).map { k in
      var weight: Float = 0
      for (share, size) in [(shares[0], 8), (shares[1], 4), (shares[2], 2), (shares[3], 1)] {
        weight += share * response(ofMeanOver: size, to: k % 8) * response(ofMeanOver: size, to: k / 8)
      }
      return weight / shares.sum()
    }
  }

  /// How much of a wave of DCT frequency k, which is k/16 cycles a sample, passes a mean over `size` samples: its
  /// squared frequency response.
  private static func response(ofMeanOver size: Int, to k: Int) -> Float {
    if k == 0 { return 1 }
    let angle = Float.pi * Float(k) / 16
    let passed = sin(Float(size) * angle) / (Float(size) * sin(angle))
    return passed * passed
  }
}

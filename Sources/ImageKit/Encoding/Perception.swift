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
  var lumaScales: SIMD4<Float> = [0.661, 0.5, 0.13, 0.077]
  /// The same for chroma, in samples of its own planes.
  var chromaScales: SIMD4<Float> = [0.6, 0.3, 0.065, 0.01]
  /// How much Cb's and Cr's squared errors count beside luma's.
  var blue: Float = 0.39
  var red: Float = 0.385

  /// Steps follow the inverse of weights to this power: 0 makes them equal, ½ makes errors equally grave.
  var stepPower: Float = 0.65
  /// Steps of the means (DC) beside what their weight asks, luma's and chroma's.
  var lumaMeanStep: Float = 0.58
  var chromaMeanStep: Float = 0.5

  /// The price of a bit, in weighted squared error, for a step of 1.
  var price: Float = 0.071
  /// The same for means, as a part of that.
  var meanPrice: Float = 0.5
  /// Coefficients below this part of a step are not considered at all.
  var threshold: Float = 0.55

  /// How variance changes what errors count, by reduction: at ⅛, ¼, ½ and full size of the plane.
  struct Mask: Sendable {
    /// Variance, in squared grey levels, up to which a neighbourhood counts as plain paper.
    var plainVariance: SIMD4<Float>
    /// Weights change with variance to these powers.
    var powers: SIMD4<Float>
    /// Variance of fine detail, in squared grey levels, above which a block is taken for print.
    var printVariance: Float
    /// What print's errors count on top.
    var printCare: SIMD4<Float>
  }
  /// How errors hide in luma.
  var lumaMask = Mask(
    plainVariance: [56, 52, 52, 52], powers: [-0.3, -0.65, -0.55, -0.85], printVariance: 46,
    printCare: [0, 0.1, 0.039, 0.014])
  /// How errors hide in each chroma plane.
  var chromaMask = Mask(
    plainVariance: [52, 52, 52, 52], powers: [-0.15, -0.15, -0.15, -0.15], printVariance: 46, printCare: .zero)

  /// The weights in use.
  static let standard = Perception()

  /// The weights of plain paper: the mixture of the shares.
  static func weights(_ shares: SIMD4<Float>) -> [Float] {
    basis.map { ($0 * shares).sum() / shares.sum() }
  }

  /// How much of each frequency's energy remains at ⅛, ¼, ½ and full size, in natural order.
  static let basis: [SIMD4<Float>] = {
    let sizes = [8, 4, 2, 1].map(passed(meanOver:))
    return (0..<64).map { SIMD4(sizes[0][$0], sizes[1][$0], sizes[2][$0], sizes[3][$0]) }
  }()

  /// The part of each frequency's energy that passes a mean over `size` × `size` samples.
  static func passed(meanOver size: Int) -> [Float] {
    (0..<64).map { response(ofMeanOver: size, to: $0 % 8) * response(ofMeanOver: size, to: $0 / 8) }
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

import Foundation

/// The parameters of perceptual quantization: the error weight of each frequency of a block, and lambda.
///
/// Pictures are compared at full size, ½, ¼, ⅛ and 1/16, and each error is divided by the variance around it (see
/// `ErrorWeights`). A frequency's weight is the share of its energy that remains in those reductions. Reductions are
/// those of the original photo at its own size; a picture coded at a smaller scale has fewer of them. README.md says
/// what was tried.
struct Perception: Sendable {
  /// The shares of the reductions in luma's error: at 1, ½, ¼, ⅛ and 1/16 of the photo's size.
  var lumaShares: [Float] = [0.015, 0.03, 0.4, 0.48, 0.14]
  /// The same for chroma.
  var chromaShares: [Float] = [0, 0.01, 0.067, 0.308, 0.615]
  /// The weight of squared errors of Cb, relative to those of luma on flat paper.
  var blue: Float = 0.58
  /// The same for Cr.
  var red: Float = 0.58
  /// The constant that is added to twice the variance in the denominator of SSIM, in squared grey levels. SSIMULACRA2
  /// has about 90. This larger value assumes less masking by texture, which Butteraugli and a reviewer's view prefer.
  var stabilizer: Float = 275
  /// The factor on the sizes of the reductions in which errors are counted: at 2, errors count in reductions that are
  /// twice as coarse.
  var coarsening: Float = 1

  /// The scale at which a photo has the usual bits per pixel (`ScaleChoice.usual`).
  var usualScale = 1.0
  /// The step of luma's DC coefficients, relative to the step that follows from their weight.
  var lumaDCStep: Float = 0.81
  /// The same for chroma.
  var chromaDCStep: Float = 0.5

  /// Lambda for a step of 1, in weighted squared error per bit.
  var lambda: Float = 0.071
  /// Lambda for DC coefficients, relative to that for AC coefficients.
  var dcLambda: Float = 0.75
  /// The dead zone as a share of the step: AC coefficients below it become 0 before rate-distortion optimization.
  var threshold: Float = 0.55

  /// The parameters for budgets that are not small.
  static let standard = Perception()

  /// The parameters for a budget at which a photo has the usual bits per pixel at `usualScale` (`ScaleChoice.usual`).
  ///
  /// A small budget cannot keep the fine detail of a photo, so its errors there are large whatever is coded, and those
  /// in coarser reductions decide how close the picture is. Errors are also large relative to the variance of texture,
  /// and the variance then masks them less than SSIM's denominator says.
  static func forBudget(usualScale: Double) -> Perception {
    let scarcity = Float(max(1, smallBudgets / usualScale))
    var made = standard
    made.usualScale = usualScale
    made.coarsening = powf(scarcity, 0.67)
    made.stabilizer *= powf(scarcity, 0.75)
    return made
  }

  /// Budgets at which the usual scale is below this are small.
  private static let smallBudgets = 0.4

  /// The shares of the reductions of `ErrorWeights` in the error of a luma plane at `scale` times the photo's size.
  func lumaShares(atScale scale: Double) -> SIMD4<Float> { shares(lumaShares, scale: Float(scale)) }

  /// The same for a plane of chroma.
  func chromaShares(atScale scale: Double) -> SIMD4<Float> { shares(chromaShares, scale: Float(scale)) }

  /// Lambda for a step of 1 at a given bit rate. At a lower rate lambda is larger: most coefficients are 0, and a
  /// nonzero one is kept only if it reduces the error by more.
  func lambda(bitsPerPixel: Float) -> Float { lambda * powf(max(0.05, min(2, bitsPerPixel)) / 0.8, -0.25) }

  /// A frequency's quantizer step is proportional to its weight to the power of −`stepPower`: 0 makes all steps equal,
  /// ½ makes all weighted errors equal, which rate-distortion theory asks for. Pictures at `scale` times the photo's
  /// size are closer to it with a larger power the smaller they are, up to 0.85 from a scale of 0.7; so are pictures
  /// with fewer bits per pixel than they usually have at their scale.
  func stepPower(atScale scale: Double) -> Float {
    min(0.85, max(0.5, 0.5 - 0.7 * log2(Float(min(scale, usualScale)))))
  }

  /// A reduction of the photo that lies between two of the plane's is split between both.
  private func shares(_ photoShares: [Float], scale: Float) -> SIMD4<Float> {
    var shares = SIMD4<Float>.zero
    for (octave, share) in photoShares.enumerated() {
      // The base-2 logarithm of the reduction's filter length in samples of the plane.
      let power = min(3, max(0, Float(octave) + log2(scale * coarsening)))
      let lower = min(2, Int(power))
      shares[3 - lower] += share * (Float(lower + 1) - power)
      shares[2 - lower] += share * (power - Float(lower))
    }
    return shares / shares.sum()
  }

  /// The share of each frequency's energy that remains at each reduction, in natural order.
  static let basis: [SIMD4<Float>] = (0..<64).map { k in
    var passed = SIMD4<Float>.zero
    for lane in 0..<4 {
      let length = ErrorWeights.lengths[lane]
      passed[lane] = response(ofMeanOver: length, to: k % 8) * response(ofMeanOver: length, to: k / 8)
    }
    return passed
  }

  /// `basis` transposed: for each reduction, the shares of all frequencies.
  static let lanes: [[Float]] = (0..<4).map { lane in basis.map { $0[lane] } }

  /// The share of the energy of DCT frequency k, which is k/16 cycles per sample, that passes a box filter over
  /// `length` samples: the filter's squared frequency response.
  private static func response(ofMeanOver length: Float, to k: Int) -> Float {
    if k == 0 { return 1 }
    let angle = Float.pi * Float(k) / 16
    let passed = sin(length * angle) / (length * sin(angle))
    return passed * passed
  }
}

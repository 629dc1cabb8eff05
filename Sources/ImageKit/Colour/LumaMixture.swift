/// The matrix between RGB and Y′CbCr, given by the coefficients of red and blue in luma (Kr and Kb).
struct LumaMixture: Hashable {
  /// The coefficient of red in luma (Kr).
  let red: Float
  /// The coefficient of blue in luma (Kb).
  let blue: Float

  /// ITU-R BT.601, which JPEG uses.
  static let bt601 = LumaMixture(red: 0.299, blue: 0.114)
  /// ITU-R BT.709.
  static let bt709 = LumaMixture(red: 0.2126, blue: 0.0722)
  /// ITU-R BT.2020 with non-constant luminance.
  static let bt2020 = LumaMixture(red: 0.2627, blue: 0.0593)

  /// A matrix with the given coefficients.
  init(red: Float, blue: Float) {
    self.red = red
    self.blue = blue
  }

  /// The matrix for a code point (ITU-T H.273, table 4); nil if it is not defined by two luma coefficients.
  init?(matrix: Int) {
    switch matrix {
    case 2, 4, 5, 6: self = .bt601
    case 1: self = .bt709
    case 9: self = .bt2020
    default: return nil
    }
  }

  /// The RGB of a Y′CbCr colour, not clamped. All values are in 0…255, with chroma centred on 128.
  func rgb(_ mixed: SIMD4<Float>) -> SIMD4<Float> {
    let (luma, cb, cr) = (mixed.x, mixed.y - 128, mixed.z - 128)
    let red = luma + 2 * (1 - self.red) * cr, blue = luma + 2 * (1 - self.blue) * cb
    let green = (luma - self.red * red - self.blue * blue) / (1 - self.red - self.blue)
    return SIMD4(red, green, blue, 0)
  }
}

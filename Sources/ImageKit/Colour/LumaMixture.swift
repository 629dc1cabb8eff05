/// How luma and chroma are mixed of red, green and blue, by the shares of red and blue in luma.
struct LumaMixture: Hashable {
  /// Red's share in luma.
  let red: Float
  /// Blue's share in luma.
  let blue: Float

  /// ITU-R BT.601, which JPEG uses too.
  static let bt601 = LumaMixture(red: 0.299, blue: 0.114)
  /// ITU-R BT.709.
  static let bt709 = LumaMixture(red: 0.2126, blue: 0.0722)
  /// ITU-R BT.2020 with non-constant luminance.
  static let bt2020 = LumaMixture(red: 0.2627, blue: 0.0593)

  /// Shares of one's own.
  init(red: Float, blue: Float) {
    self.red = red
    self.blue = blue
  }

  /// The mixture of a code point (ITU-T H.273, table 4), or nil for one that is not such a mixture.
  init?(matrix: Int) {
    switch matrix {
    case 2, 4, 5, 6: self = .bt601
    case 1: self = .bt709
    case 9: self = .bt2020
    default: return nil
    }
  }

  /// Red, green and blue of Y′, Cb and Cr, all within 0…255 and chroma around 128; not bounded.
  func rgb(_ mixed: SIMD4<Float>) -> SIMD4<Float> {
    let (luma, cb, cr) = (mixed.x, mixed.y - 128, mixed.z - 128)
    let red = luma + 2 * (1 - self.red) * cr, blue = luma + 2 * (1 - self.blue) * cb
    let green = (luma - self.red * red - self.blue * blue) / (1 - self.red - self.blue)
    return SIMD4(red, green, blue, 0)
  }
}

/// Converts rows of CMYK samples (0 = no ink) to rows of sRGB.
struct InkConversion: ~Copyable {
  private let transform: ProfileTransform?

  /// Converts with a CMYK profile.
  init(_ profile: [UInt8]) throws(ProfileTransform.Broken) {
    transform = try ProfileTransform(profile, model: .cmyk)
  }

  /// Converts without a profile by the usual formula: each channel is (1 − ink) × (1 − black).
  init() {
    transform = nil
  }

  /// Converts a row.
  func convert(_ inks: UnsafeBufferPointer<UInt8>, into rgb: UnsafeMutableBufferPointer<UInt8>) {
    switch transform {
    case .some(let transform):
      transform.convert(inks.baseAddress!, into: rgb.baseAddress!, pixels: rgb.count / 3)
    case .none:
      for pixel in 0..<rgb.count / 3 {
        let light = 255 - Int(inks[pixel * 4 + 3])
        for channel in 0..<3 {
          rgb[pixel * 3 + channel] = UInt8(((255 - Int(inks[pixel * 4 + channel])) * light + 127) / 255)
        }
      }
    }
  }
}

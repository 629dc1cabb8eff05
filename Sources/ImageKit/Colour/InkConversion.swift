/// Turns rows of printing inks (C M Y K, 0 = no ink) into rows of sRGB.
struct InkConversion: ~Copyable {
  private let transform: ProfileTransform?

  /// Through a CMYK profile.
  init(_ profile: [UInt8]) throws(ProfileTransform.Broken) {
    transform = try ProfileTransform(profile, model: .cmyk)
  }

  /// By the usual formula for pictures that say nothing of their inks: each ink takes its share of the light.
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

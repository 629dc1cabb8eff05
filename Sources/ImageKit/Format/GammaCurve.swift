import Foundation

/// The way from samples that a PNG says were encoded with an exponent (its gAMA chunk) to sRGB samples.
struct GammaCurve {
  /// The sRGB sample for each of the file's.
  let table: [UInt8]

  /// The curve for an exponent, the 0.45455 of PNG's specification standing for sRGB; nil where nothing has to change.
  init?(_ gamma: Double) {
    // Outside of this the chunk is a mistake: no device encodes like that.
    guard (0.1...10).contains(gamma), abs(gamma - 0.45455) > 0.02 else { return nil }
    table = (0...255).map { UInt8((Self.encoded(pow(Double($0) / 255, 1 / gamma)) * 255).rounded()) }
  }

  /// The sRGB sample of a share of light (IEC 61966-2-1).
  private static func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}

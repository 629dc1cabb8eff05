import Foundation

/// Converts samples encoded with the exponent in a PNG's gAMA chunk to sRGB samples.
struct GammaCurve {
  /// The sRGB sample for each sample value of the file.
  let table: [UInt8]

  /// The curve for an exponent; nil if the samples need no conversion, as for 0.45455, which the PNG specification uses
  /// for sRGB.
  init?(_ gamma: Double) {
    // No device encodes with an exponent outside this range, so the chunk must be wrong.
    guard (0.1...10).contains(gamma), abs(gamma - 0.45455) > 0.02 else { return nil }
    table = (0...255).map { UInt8((Self.encoded(pow(Double($0) / 255, 1 / gamma)) * 255).rounded()) }
  }

  /// The sRGB sample for linear light in 0…1 (IEC 61966-2-1).
  private static func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}

import CLCMS
import Foundation

extension CodedColour {
  /// An ICC profile for these primaries and this transfer function; nil if they are sRGB or unknown.
  ///
  /// PQ encodes highlights brighter than reference white (203 cd/m², BT.2408). They are compressed smoothly, because
  /// scaling the whole range to fit would make the white of a page grey. HLG is decoded with the sRGB curve, because it
  /// was designed to look right on a standard-dynamic-range display.
  func profile() -> [UInt8]? {
    guard !isSRGB, let context = cmsCreateContext(nil, nil) else { return nil }
    defer { cmsDeleteContext(context) }
    var white = cmsCIExyY(x: 0.3127, y: 0.3290, Y: 1)
    var triple = chromaticities
    guard let curve = curve(context) else { return nil }
    defer { cmsFreeToneCurve(curve) }
    let curves: [OpaquePointer?] = [curve, curve, curve]
    guard
      let profile = curves.withUnsafeBufferPointer({
        cmsCreateRGBProfileTHR(context, &white, &triple, $0.baseAddress)
      })
    else { return nil }
    defer { cmsCloseProfile(profile) }
    var count: cmsUInt32Number = 0
    guard cmsSaveProfileToMem(profile, nil, &count) != 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    return cmsSaveProfileToMem(profile, &bytes, &count) != 0 ? bytes : nil
  }

  /// The chromaticities of the primaries (ITU-T H.273, table 2); those of sRGB if they are unknown.
  private var chromaticities: cmsCIExyYTRIPLE {
    func triple(_ r: (Double, Double), _ g: (Double, Double), _ b: (Double, Double)) -> cmsCIExyYTRIPLE {
      cmsCIExyYTRIPLE(
        Red: cmsCIExyY(x: r.0, y: r.1, Y: 1), Green: cmsCIExyY(x: g.0, y: g.1, Y: 1),
        Blue: cmsCIExyY(x: b.0, y: b.1, Y: 1))
    }
    switch primaries {
    case 9: return triple((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
    case 11, 12: return triple((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
    case 5: return triple((0.640, 0.330), (0.290, 0.600), (0.150, 0.060))
    case 6, 7: return triple((0.630, 0.340), (0.310, 0.595), (0.155, 0.070))
    default: return triple((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
    }
  }

  /// The curve from samples to linear light, relative to reference white.
  private func curve(_ context: cmsContext) -> OpaquePointer? {
    let light: (Double) -> Double =
      switch transfer {
      case 4: { pow($0, 2.2) }
      case 5: { pow($0, 2.8) }
      case 8: { $0 }
      case 16: { Self.rolledOff(Self.luminance(ofPQ: $0) / 203) }
      default: { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      }
    let table = (0..<4096).map { UInt16((light(Double($0) / 4095) * 65_535).rounded()) }
    return cmsBuildTabulatedToneCurve16(context, cmsUInt32Number(table.count), table)
  }

  /// The luminance in cd/m² of a PQ sample, 0…1 (BT.2100, table 4).
  private static func luminance(ofPQ sample: Double) -> Double {
    let root = pow(sample, 1 / 78.84375)
    return 10_000 * pow(max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125)
  }

  /// Tone mapping: keeps linear light up to 0.75 and compresses larger values smoothly to at most 1.
  private static func rolledOff(_ light: Double) -> Double {
    light <= 0.75 ? light : 1 - 0.25 * exp(-(light - 0.75) / 0.25)
  }
}

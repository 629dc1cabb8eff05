import CLCMS
import Testing

@testable import ImageKit

@Suite("Colour profiles") struct ColourTests {
  /// An ICC profile's bytes.
  static func bytes(of profile: cmsHPROFILE?) -> [UInt8] {
    defer { cmsCloseProfile(profile) }
    var count: cmsUInt32Number = 0
    cmsSaveProfileToMem(profile, nil, &count)
    var bytes = [UInt8](repeating: 0, count: Int(count))
    cmsSaveProfileToMem(profile, &bytes, &count)
    return bytes
  }

  /// Display P3: sRGB's curve and white, wider primaries (SMPTE EG 432-1).
  static var displayP3: [UInt8] {
    var white = cmsCIExyY(x: 0.3127, y: 0.3290, Y: 1)
    var primaries = cmsCIExyYTRIPLE(
      Red: cmsCIExyY(x: 0.680, y: 0.320, Y: 1), Green: cmsCIExyY(x: 0.265, y: 0.690, Y: 1),
      Blue: cmsCIExyY(x: 0.150, y: 0.060, Y: 1))
    let curve = cmsBuildParametricToneCurve(nil, 4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
    defer { cmsFreeToneCurve(curve) }
    let curves = [curve, curve, curve]
    return bytes(of: cmsCreateRGBProfile(&white, &primaries, curves))
  }

  static func file(_ profile: [UInt8]) -> [UInt8] {
    let payload = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
    return JPEGFixtures.inserting([JPEGFixtures.segment(0xE2, payload)], into: JPEGFixtures.baseline)
  }

  @Test("Display P3 becomes sRGB: saturated colours more saturated, greys as they are") func displayP3() throws {
    let plain = try PictureDecoder().decode(JPEGFixtures.baseline).picture
    let decoded = try PictureDecoder().decode(Self.file(Self.displayP3))
    #expect(decoded.flaws.isEmpty)
    let before = DecodingTests.rgb(plain, 4, 4), after = DecodingTests.rgb(decoded.picture, 4, 4)
    // (200, 60, 40) of P3 is about (218, 48, 27) of sRGB, by the matrices of both.
    #expect(after[0] - before[0] > 10)
    #expect(before[1] - after[1] > 6)
    #expect(abs(DecodingTests.rgb(plain, 4, 22)[1] - DecodingTests.rgb(decoded.picture, 4, 22)[1]) <= 2)
  }

  @Test("A profile that is sRGB changes nothing") func sRGB() throws {
    let plain = try PictureDecoder().decode(JPEGFixtures.baseline).picture
    let file = Self.file(Self.bytes(of: cmsCreate_sRGBProfile()))
    let decoded = try PictureDecoder().decode(file)
    #expect(decoded.picture.luma.samples == plain.luma.samples)
    #expect(decoded.picture.chroma?.red.samples == plain.chroma?.red.samples)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(file) != nil)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(Self.file(Self.displayP3)) == nil)
  }

  @Test("A profile that is none, is damaged, or is for other colours, is ignored with a flaw")
  func broken() throws {
    let plain = try PictureDecoder().decode(JPEGFixtures.baseline).picture
    let sound = Self.displayP3
    let lab = Self.bytes(of: cmsCreateLab4Profile(nil))
    for profile in [
      [1, 2, 3], Array(sound.prefix(200)), lab, Array(sound.prefix(132)) + [UInt8](repeating: 255, count: 400),
    ] {
      let decoded = try PictureDecoder().decode(Self.file(profile))
      #expect(decoded.flaws.contains { if case .brokenProfile = $0 { true } else { false } })
      #expect(decoded.picture.luma.samples == plain.luma.samples)
    }
  }
}

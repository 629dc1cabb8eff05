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

  /// Display P3: the transfer function and white point of sRGB, and wider primaries (SMPTE EG 432-1).
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

  @Test("Display P3 is converted to sRGB: saturated colours get more saturated, greys stay") func displayP3() throws {
    let plain = try PictureDecoder().decode(JPEGFixtures.baseline).picture
    let decoded = try PictureDecoder().decode(Self.file(Self.displayP3))
    #expect(decoded.flaws.isEmpty)
    let before = DecodingTests.rgb(plain, 4, 4), after = DecodingTests.rgb(decoded.picture, 4, 4)
    // By the matrices of both, (200, 60, 40) in P3 is about (218, 48, 27) in sRGB.
    #expect(after[0] - before[0] > 10)
    #expect(before[1] - after[1] > 6)
    #expect(abs(DecodingTests.rgb(plain, 4, 22)[1] - DecodingTests.rgb(decoded.picture, 4, 22)[1]) <= 2)
  }

  @Test("A profile that is equal to sRGB changes nothing") func sRGB() throws {
    let plain = try PictureDecoder().decode(JPEGFixtures.baseline).picture
    let file = Self.file(Self.bytes(of: cmsCreate_sRGBProfile()))
    let decoded = try PictureDecoder().decode(file)
    #expect(decoded.picture.luma.samples == plain.luma.samples)
    #expect(decoded.picture.chroma?.red.samples == plain.chroma?.red.samples)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(file) != nil)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(Self.file(Self.displayP3)) == nil)
  }

  @Test("A portal that takes sRGB takes a file whose profile is sRGB", arguments: [true, false])
  func rule(isDecoded: Bool) throws {
    var rules = PictureRules()
    rules.colour = .sRGB
    var inspector = Inspector(rules: rules)
    inspector.looksAtContent = false
    inspector.makesThumbnail = isDecoded
    func isRefused(_ file: [UInt8]) -> Bool {
      inspector.inspect(file, fileName: nil).findings.contains { $0.code == .wrongColour }
    }
    func png(_ profile: [UInt8]) -> [UInt8] {
      var fixture = PNGFixture.plain([200, 60, 40], type: 2)
      fixture.chunks = [PNGFixture.chunk("iCCP", Array("profile\0\0".utf8) + PNGFixture.stored(profile))]
      return fixture.bytes
    }
    func grey(_ curve: OpaquePointer?) -> [UInt8] {
      defer { cmsFreeToneCurve(curve) }
      let profile = Self.bytes(of: cmsCreateGrayProfile(cmsD50_xyY(), curve))
      let payload = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
      return JPEGFixtures.inserting([JPEGFixtures.segment(0xE2, payload)], into: JPEGFixtures.grey)
    }
    let sRGB = Self.bytes(of: cmsCreate_sRGBProfile())
    #expect(!isRefused(Self.file(sRGB)) && !isRefused(png(sRGB)))
    #expect(isRefused(Self.file(Self.displayP3)) && isRefused(png(Self.displayP3)))
    #expect(!isRefused(grey(cmsBuildParametricToneCurve(nil, 4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]))))
    #expect(isRefused(grey(cmsBuildGamma(nil, 1))))
    #expect(isRefused(Self.file([1, 2, 3])))
  }

  @Test("For a grey picture, only the transfer curve of an RGB profile is used") func greys() throws {
    func file(_ profile: [UInt8]) -> [UInt8] {
      let payload = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
      return JPEGFixtures.inserting([JPEGFixtures.segment(0xE2, payload)], into: JPEGFixtures.grey)
    }
    let plain = try PictureDecoder().decode(JPEGFixtures.grey).picture
    let harmless = try PictureDecoder().decode(file(Self.displayP3))
    #expect(harmless.flaws.isEmpty)
    #expect(zip(harmless.picture.luma.samples, plain.luma.samples).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(try PictureDecoder().verify(file(Self.displayP3)).flaws.isEmpty)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(file(Self.displayP3)) != nil)
    let linear = try PictureDecoder().decode(file(Self.linear))
    #expect(linear.flaws.isEmpty)
    #expect(linear.picture.luma[4, 4] > plain.luma[4, 4] + 40)
    #expect(JPEGRewrapper(maxBytes: 5000).rewrap(file(Self.linear)) == nil)
  }

  /// The primaries of sRGB with linear samples.
  static var linear: [UInt8] {
    var white = cmsCIExyY(x: 0.3127, y: 0.3290, Y: 1)
    var primaries = cmsCIExyYTRIPLE(
      Red: cmsCIExyY(x: 0.640, y: 0.330, Y: 1), Green: cmsCIExyY(x: 0.300, y: 0.600, Y: 1),
      Blue: cmsCIExyY(x: 0.150, y: 0.060, Y: 1))
    let curve = cmsBuildGamma(nil, 1)
    defer { cmsFreeToneCurve(curve) }
    return bytes(of: cmsCreateRGBProfile(&white, &primaries, [curve, curve, curve]))
  }

  @Test("CMYK is inverted even without the Adobe marker, as in browsers") func inks() throws {
    let marker = JPEGFixtures.inks.indices.first { JPEGFixtures.inks[$0...].starts(with: [0xFF, 0xEE]) }!
    var bare = JPEGFixtures.inks
    bare.removeSubrange(marker..<marker + 16)
    let wanted = try PictureDecoder().decode(JPEGFixtures.inks).picture
    #expect(try PictureDecoder().decode(bare).picture.luma.samples == wanted.luma.samples)
  }

  @Test("The code points of a PNG take precedence over its gamma and its profile") func codePoints() throws {
    func luma(_ chunks: [[UInt8]]) throws -> Int {
      var fixture = PNGFixture.plain([148, 148, 148], type: 2)
      fixture.chunks = chunks
      let decoded = try PictureDecoder().decode(fixture.bytes)
      #expect(decoded.flaws.isEmpty)
      #expect(try !PictureFacts(of: fixture.bytes).isBarePicture)
      return Int(decoded.picture.luma[1, 1])
    }
    let linear = PNGFixture.chunk("gAMA", [0, 1, 0x86, 0xA0])
    #expect(try luma([linear]) > 180)
    #expect(try luma([linear, PNGFixture.chunk("cICP", [1, 13, 0, 1])]) == 148)
    #expect(try luma([PNGFixture.chunk("cICP", [1, 13, 0, 1]), linear]) == 148)
    // White of 203 cd/m² in PQ, and a sample in the limited range.
    #expect(try luma([PNGFixture.chunk("cICP", [9, 16, 0, 1])]) > 235)
    #expect(try abs(luma([PNGFixture.chunk("cICP", [1, 13, 0, 0])]) - (148 - 16) * 255 / 219) <= 1)
    // PNG does not allow a matrix, so the chunk is ignored.
    #expect(try luma([linear, PNGFixture.chunk("cICP", [1, 13, 1, 1])]) > 180)
    var fixture = PNGFixture.plain([148, 148, 148], type: 2)
    fixture.chunks = [linear, PNGFixture.chunk("cICP", [1, 13, 0, 1])]
    let prepared = try Preparation().prepare(fixture.bytes)
    #expect(prepared.route == .rewrapped)
    #expect(try PictureDecoder().decode(prepared.bytes).picture.luma[1, 1] == 148)
  }

  @Test("Half transparent black on white is mid-grey with every transfer function") func opacity() throws {
    func luma(_ chunks: [[UInt8]], interlaced: Bool = false) throws -> Int {
      var fixture = PNGFixture.plain([0, 0, 0, 128], width: 1, height: 1, type: 6)
      fixture.interlaced = interlaced
      fixture.chunks = chunks
      return Int(try PictureDecoder().decode(fixture.bytes).picture.luma[0, 0])
    }
    #expect(try luma([]) == 127)
    #expect(try luma([PNGFixture.chunk("cICP", [9, 16, 0, 1])]) == 127)
    #expect(try luma([PNGFixture.chunk("cICP", [9, 16, 0, 1])], interlaced: true) == 127)
    #expect(try luma([PNGFixture.chunk("gAMA", [0, 1, 0x86, 0xA0])]) == 127)
  }

  @Test("An invalid or damaged profile, or one for another colour space, is ignored with a flaw")
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

import Testing

@testable import ImageKit

/// Pictures much longer than wide: scrolling screenshots of a phone.
@Suite("Strips") struct StripTests {
  /// A screenshot of text with characters of `em` pixels, `count` screens high.
  private func strip(width: Int, screens count: Int, em: Double, isLatin: Bool = false) throws -> Plane {
    let screen = try PageFixture(side: width, em: em, paper: 250, ink: 30, isLatin: isLatin).plane
    var plane = Plane(width: width, height: count * width)
    for index in 0..<count {
      plane.samples.replaceSubrange(index * width * width..<(index + 1) * width * width, with: screen.samples)
    }
    return plane
  }

  private func codes(_ plane: Plane) -> [Finding.Code] {
    Sight(of: plane, pictureLongSide: max(plane.width, plane.height)).findings.map(\.code)
  }

  @Test("A long screenshot is as sharp as its letters, tall or wide") func sharp() throws {
    let plane = try strip(width: 540, screens: 20, em: 20)
    #expect(codes(plane).isEmpty)
    #expect(Sight(of: plane, pictureLongSide: plane.height).orientation.state == .upright)
    let screen = try PageFixture(side: 540, em: 20, paper: 250, ink: 30).plane
    var wide = Plane(width: 20 * 540, height: 540)
    for y in 0..<540 { for x in 0..<10_800 { wide[x, y] = screen[x % 540, y] } }
    #expect(codes(wide).isEmpty)
  }

  @Test("A long picture that is out of focus is blurred") func blurred() throws {
    let page = try PageFixture(side: 600, em: 22).blurred(passes: 12)
    var plane = Plane(width: 600, height: 8 * 600)
    for index in 0..<8 {
      plane.samples.replaceSubrange(index * 360_000..<(index + 1) * 360_000, with: page.samples)
    }
    #expect(codes(plane) == [.blurred])
  }

  @Test("A watermarked long screenshot is upright") func stampedStrip() throws {
    #expect(codes(try strip(width: 540, screens: 11, em: 20).stamped()).isEmpty)
  }

  @Test("A watermark that runs out of the picture is not cut-off text") func stampAtBorder() throws {
    var plane = try strip(width: 1_080, screens: 2, em: 42, isLatin: true)
    for y in 0..<plane.height { for x in 864..<1_080 { plane[x, y] = 250 } }
    #expect(codes(try plane.stamped()).isEmpty)
  }

  @Test("If only the watermark's text can be read, it does not decide a strip's orientation") func stampAlone() throws {
    // Smears as wide as they are long, below a watermark across the strip at 60 degrees, which is closer to upright
    // than to level.
    var random = Xorshift(seed: 3)
    var plane = Plane(width: 800, height: 5_600, filledWith: 240)
    for y in 0..<5_600 where y % 4 < 2 {
      for x in 0..<800 { plane[x, y] = UInt8(150 + random.next() % 90) }
    }
    plane = try plane.stamped()
    #expect(TextSurvey(of: plane).votes.confidence >= ContentOrientation.sure)
    #expect(Sight(of: plane, pictureLongSide: 5_600).orientation.state == nil)
  }

  @Test("Letters of a few pixels are too small, and not blurred", arguments: [4.0, 6, 8])
  func tiny(em: Double) throws {
    #expect(codes(try strip(width: 300, screens: 8, em: em)) == [.smallText])
  }

  @Test("Print that is lost only in the reduced plane is examined at full resolution") func desktop()
    throws
  {
    let plane = try PageFixture(side: 2_700, em: 18, paper: 250, ink: 30).plane
    let codes = codes(plane)
    #expect(!codes.contains(.blurred) && !codes.contains(.smallText))
    let file = try BudgetEncoder(maxBytes: 3_000_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    let found = Inspector().inspect(file, fileName: nil).findings.map(\.code)
    #expect(!found.contains(.blurred) && !found.contains(.smallText))
  }

  @Test("A result whose text became too small is reported, in both languages") func result() throws {
    let plane = try strip(width: 600, screens: 4, em: 22)
    let photo = try BudgetEncoder(maxBytes: 2_000_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    var options = Preparation.Options()
    options.maxSide = 800
    options.rules.pixels.shortSide.minimum = 100
    // With the options of the store, and with those of the command.
    for isStore in [true, false] {
      options.looksAtContent = isStore
      options.judgesResult = !isStore
      options.watermark = isStore ? try Watermark(text: Watermark.defaultText) : nil
      let small = try Preparation(options).prepare(photo).findings.filter { $0.code == .smallText }
      #expect(small.count == 1)
      #expect(small.first?.severity == .warning)
      #expect(small.first?.message.english.contains("in the result") == true)
      #expect(small.first?.message.chinese.contains("缩小后") == true)
    }
    options.maxSide = nil
    options.maxBytes = 2_000_000
    #expect(try !Preparation(options).prepare(photo).findings.map(\.code).contains(.smallText))
  }
}

import Testing

@testable import ImageKit

@Suite("Rules about files") struct FileRulesTests {
  private func codes(
    _ rules: (inout PictureRules) -> Void, name: String? = "a.jpg", bytes: Int = 30_000,
    _ facts: (inout PictureFacts) -> Void = { _ in }, colours: PictureColours? = nil, folder: String? = nil
  ) -> [Finding.Code] {
    var wanted = PictureRules()
    rules(&wanted)
    var found = PictureFacts(format: .jpeg, width: 295, height: 413, components: 3, bitDepth: 8)
    facts(&found)
    var evidence = FileEvidence(rules: wanted, fileName: name, byteCount: bytes, facts: found)
    (evidence.colours, evidence.folder) = (colours, folder)
    return evidence.findings.map(\.code)
  }

  @Test("A file under the minimum is told, and one at it is not") func fewBytes() {
    #expect(codes({ $0.bytes.minimum = 30_000 }).isEmpty)
    #expect(codes({ $0.bytes.minimum = 30_001 }) == [.tooFewBytes])
  }

  @Test("Width and height are those of the upright picture") func sides() {
    #expect(codes({ ($0.pixels.width, $0.pixels.height) = (.exactly(295), .exactly(413)) }).isEmpty)
    #expect(codes({ ($0.pixels.width, $0.pixels.height) = (.exactly(413), .exactly(295)) }) == [.wrongSize])
    let turned = codes(
      { ($0.pixels.width, $0.pixels.height) = (.exactly(413), .exactly(295)) }, { $0.orientation = .turnClockwise })
    #expect(turned == [.notUpright])
    #expect(codes({ $0.pixels.width.minimum = 296 }) == [.wrongSize])
    #expect(codes({ $0.pixels.longSide.maximum = 412 }) == [.wrongSize])
    #expect(codes({ $0.pixels.shortSide.minimum = 296 }) == [.tooSmall])
  }

  @Test("Ratio and resolution are told, and a rounded resolution counts") func ratioAndDots() {
    #expect(codes({ $0.ratio = PictureRules.Ratio(width: 5, height: 7) }).isEmpty)
    #expect(codes({ $0.ratio = PictureRules.Ratio(width: 3, height: 4) }) == [.wrongRatio])
    #expect(codes({ $0.dpi = 300 }) == [.wrongDots])
    func stating(_ resolutions: Resolution...) -> [Finding.Code] {
      codes({ $0.dpi = 300 }, { $0.resolutions = resolutions })
    }
    #expect(stating(Resolution(.png, across: 299.9994, down: 299.9994)).isEmpty)
    #expect(stating(Resolution(.jfif, across: 72, down: 72)) == [.wrongDots])
    #expect(stating(Resolution(.exif, across: 300, down: 72)) == [.wrongDots])
    let (jfif, exif) = (Resolution(.jfif, across: 300, down: 300), Resolution(.exif, across: 300, down: 300))
    #expect(stating(jfif, exif).isEmpty && stating(exif).isEmpty)
    #expect(stating(jfif, Resolution(.exif, across: 72, down: 72)) == [.wrongDots])
    #expect(stating(jfif, Resolution(.exif, across: .infinity, down: 1e300)) == [.wrongDots])
  }

  @Test("Names and folders are compared with the pattern") func names() throws {
    let pattern = try NameTemplate("{number}.jpg")
    #expect(codes({ $0.fileName.pattern = pattern }, name: "12.JPG").isEmpty)
    #expect(codes({ $0.fileName.pattern = pattern }, name: "photo.jpg") == [.wrongName])
    #expect(codes({ $0.fileName.folder = "photo" }, folder: "photo").isEmpty)
    #expect(codes({ $0.fileName.folder = "photo" }, folder: "other") == [.wrongFolder])
    #expect(codes({ $0.fileName.folder = "photo" }).isEmpty)
  }

  /// A portrait: a background of one colour, and a dark figure up to the lower border.
  private func portrait(luma: UInt8, blue: UInt8 = 128, red: UInt8 = 128) -> PlanarPicture {
    var plane = Plane(width: 300, height: 400, filledWith: luma)
    for y in 120..<400 { for x in 80..<220 { plane[x, y] = 60 } }
    let chroma = PlanarPicture.Chroma(
      blue: Plane(width: 300, height: 400, filledWith: blue), red: Plane(width: 300, height: 400, filledWith: red))
    return PlanarPicture(luma: plane, chroma: chroma)
  }

  @Test("The background is judged by the border of the upper half") func background() {
    let white = { (rules: inout PictureRules) in rules.background = PictureRules.Background(colours: [.white]) }
    #expect(codes(white, colours: PictureColours(of: portrait(luma: 250))).isEmpty)
    #expect(codes(white, colours: PictureColours(of: portrait(luma: 180))) == [.wrongBackground])
    #expect(codes(white, colours: PictureColours(of: portrait(luma: 130, blue: 180, red: 90))) == [.wrongBackground])
    #expect(codes(white).isEmpty)
  }

  @Test("Grey, and black and white, are told from colours") func colour() {
    let grey = PictureColours(of: portrait(luma: 180))
    let coloured = PictureColours(of: portrait(luma: 130, blue: 180, red: 90))
    #expect(codes({ $0.colour = .grey }, colours: grey).isEmpty)
    #expect(codes({ $0.colour = .grey }, colours: coloured) == [.wrongColour])
    let ink = PictureColours(of: portrait(luma: 250))
    #expect(codes({ $0.colour = .blackAndWhite }, colours: ink).isEmpty)
    let shades = PictureColours(of: PlanarPicture(luma: Plane(width: 50, height: 50, filledWith: 128), chroma: nil))
    #expect(codes({ $0.colour = .blackAndWhite }, colours: shades) == [.wrongColour])
    #expect(codes({ $0.colour = .sRGB }, { $0.colourProfile = .embedded(bytes: 500) }) == [.wrongColour])
    #expect(codes({ $0.colour = .sRGB }, { $0.colourProfile = .gamma(0.45455) }).isEmpty)
    #expect(codes({ $0.colour = .sRGB }, { $0.colourProfile = .gamma(1) }) == [.wrongColour])
  }

  @Test("The smallest pictures have a border too") func tiny() {
    for (width, height) in [(1, 1), (1, 50), (50, 1), (2, 2), (3, 7)] {
      let colours = PictureColours(
        of: PlanarPicture(luma: Plane(width: width, height: height, filledWith: 255), chroma: nil))
      #expect(colours.middle == .white)
    }
  }

  @Test("All files of a person are judged by number and bytes") func sets() {
    var rules = PictureRules()
    (rules.set.minimumFiles, rules.set.maximumFiles, rules.set.maximumBytes) = (2, 3, 1000)
    #expect(rules.findings(onSetOf: 2, bytes: 1000).isEmpty)
    #expect(rules.findings(onSetOf: 1, bytes: 1).map(\.code) == [.tooFewFiles])
    #expect(rules.findings(onSetOf: 4, bytes: 1001).map(\.code) == [.tooManyFiles, .setTooLarge])
  }
}

import Testing

@testable import ImageKit

@Suite("Preparation by rules") struct FittedPreparationTests {
  /// A JPEG of a page of print in colour.
  static func photo(
    _ kind: EncodingFixtures.Kind = .print, width: Int = 600, height: Int = 800, bytes: Int = 200_000
  ) throws -> [UInt8] {
    let picture = EncodingFixtures.picture(kind, width: width, height: height)
    return try #require(
      try BudgetEncoder(maxBytes: bytes).encode(asItIs: picture, scale: 1, photoPixels: width * height)
    ).bytes
  }

  static func prepared(_ photo: [UInt8], _ change: (inout PictureRules) -> Void) throws -> PreparedPicture {
    var options = Preparation.Options()
    var rules = PictureRules()
    change(&rules)
    #expect(rules.contradictions.isEmpty)
    options.rules = rules
    options.meetsRules = true
    let prepared = try Preparation(options).prepare(photo)
    let facts = try PictureFacts(of: prepared.bytes)
    #expect((facts.width, facts.height) == (prepared.width, prepared.height))
    let decoded = try PictureDecoder().decode(prepared.bytes)
    #expect(decoded.flaws.isEmpty)
    let evidence = FileEvidence(
      rules: rules, byteCount: prepared.bytes.count, facts: facts, colours: PictureColours(of: decoded.picture))
    #expect(evidence.findings.filter { $0.severity == .error }.isEmpty)
    return prepared
  }

  @Test(
    "Exact pixels and a range of bytes are met", arguments: [(295, 413), (413, 579), (358, 441), (200, 230)],
    [PictureRules.Fit.crop(.centre), .crop(.page), .pad(.white)])
  func exact(size: (Int, Int), fit: PictureRules.Fit) throws {
    let prepared = try Self.prepared(Self.photo()) {
      $0.pixels.width = .exactly(size.0)
      $0.pixels.height = .exactly(size.1)
      $0.fit = fit
      $0.bytes.minimum = 20_000
      $0.bytes.maximum = 45_000
    }
    #expect((prepared.width, prepared.height) == size)
    #expect((20_000...45_000).contains(prepared.bytes.count))
    #expect(prepared.commentBytes == 0)
    #expect(prepared.format == .jpeg)
  }

  @Test("A photo that other portals find too small is no mistake where the rules have other sizes") func smallPhoto()
    throws
  {
    let prepared = try Self.prepared(Self.photo(width: 300, height: 150)) {
      $0.pixels.width = .exactly(140)
      $0.pixels.height = .exactly(60)
      $0.fit = .crop(.centre)
    }
    #expect(!prepared.findings.contains { $0.severity == .error })
  }

  @Test("A narrow range of bytes is met", arguments: [20_000...20_500, 20_000...20_010, 20_000...20_000])
  func narrow(range: ClosedRange<Int>) throws {
    let prepared = try Self.prepared(Self.photo()) {
      $0.pixels.width = .exactly(300)
      $0.pixels.height = .exactly(400)
      $0.bytes.minimum = range.lowerBound
      $0.bytes.maximum = range.upperBound
    }
    #expect(range.contains(prepared.bytes.count))
    #expect(prepared.commentBytes < 500)
  }

  @Test("A minimum of bytes is reached by quality and size before a comment") func minimum() throws {
    let noise = try Self.prepared(Self.photo(.noise, bytes: 100_000)) { $0.bytes.minimum = 300_000 }
    #expect(noise.bytes.count >= 300_000)
    #expect(noise.commentBytes == 0)
    let flat = try Self.prepared(Self.photo(.flat)) {
      $0.bytes.minimum = 100_000
      $0.bytes.maximum = 500_000
    }
    #expect(flat.bytes.count == 100_000)
    #expect(flat.commentBytes > 90_000)
    #expect((flat.width, flat.height) == (600, 800))
  }

  @Test("Exact pixels that cannot be made small enough are refused with the figures") func doesNotFit() throws {
    let photo = try Self.photo(.noise, width: 800, height: 800)
    #expect(throws: FittingError.doesNotFit(width: 800, height: 800, maxBytes: 3000)) {
      try Self.prepared(photo) {
        $0.pixels.width = .exactly(800)
        $0.pixels.height = .exactly(800)
        $0.bytes.maximum = 3000
        $0.makes = .png
      }
    }
  }

  @Test("A photo that misses only the resolution gets it without recoding", arguments: [PictureFormat.jpeg, .png])
  func resolution(format: PictureFormat) throws {
    let picture = EncodingFixtures.picture(.print, width: 120, height: 160, horizontal: 1, vertical: 1)
    let photo =
      format == .jpeg
      ? try Self.photo(width: 120, height: 160)
      : try #require(try PNGFile.write(picture, depth: .full, maxBytes: 200_000))
    let prepared = try Self.prepared(photo) { $0.dpi = 300 }
    #expect(prepared.route == .rewrapped)
    #expect(prepared.format == format)
    let facts = try PictureFacts(of: prepared.bytes)
    #expect(facts.dpi == 300 && facts.resolutions.map(\.place) == (format == .jpeg ? [.jfif, .exif] : [.png]))
    let (before, after) = (try PictureDecoder().decode(photo), try PictureDecoder().decode(prepared.bytes))
    #expect(before.picture.luma.samples == after.picture.luma.samples)
    // The second time nothing is left to change.
    let again = try Self.prepared(prepared.bytes) { $0.dpi = 300 }
    #expect(again.route == .handedThrough)
    #expect(again.bytes == prepared.bytes)
  }

  @Test("A recoded picture states the resolution", arguments: [PictureFormat.jpeg, .png], [72, 300, 350])
  func recodedResolution(format: PictureFormat, dpi: Int) throws {
    let prepared = try Self.prepared(Self.photo()) {
      $0.pixels.width = .exactly(300)
      $0.pixels.height = .exactly(400)
      $0.dpi = dpi
      $0.makes = format
      $0.formats = [format]
    }
    #expect(prepared.format == format)
    let facts = try PictureFacts(of: prepared.bytes)
    #expect(facts.dpi == dpi && facts.resolutions.count == (format == .jpeg ? 2 : 1))
    #expect(facts.isBareWithResolution)
  }

  @Test("A photo whose JFIF and EXIF contradict each other gets one resolution, without recoding") func contradiction()
    throws
  {
    // The resolution alone, and among other entries of EXIF.
    for more in [[], [ExifFixture.Entry(0x0112, 3, 1, 1)]] {
      let photo = try Self.photo(width: 120, height: 160)
      var exif = ExifFixture(entries: [(0x011A, 5, 1, 0), (0x011B, 5, 1, 0), (0x0128, 3, 1, 2)] + more)
      let ratios = exif.bytes.count
      (exif.entries[0].value, exif.entries[1].value) = (ratios, ratios + 8)
      let ratio: [UInt8] = [0, 0, 0, 72, 0, 0, 0, 1]
      let segment = JPEGFixtures.segment(0xE1, Array("Exif\0\0".utf8) + exif.bytes + ratio + ratio)
      let tagged = FileAdditions.settingDPI(300, in: photo, format: .jpeg)
      let mixed = Array(photo[..<2] + tagged[2..<20] + segment[...] + photo[20...])
      let found = try PictureFacts(of: mixed)
      #expect(found.dpi == nil && found.resolutions.map(\.dpi) == [300, 72])
      #expect(found.exifIsResolutionOnly == more.isEmpty)
      let prepared = try Self.prepared(mixed) { $0.dpi = 300 }
      #expect(prepared.route == .rewrapped)
      #expect(try PictureFacts(of: prepared.bytes).resolutions.map(\.dpi) == [300, 300])
    }
  }

  @Test("The resolution is within a narrow range of bytes", arguments: [PictureFormat.jpeg, .png])
  func resolutionInRange(format: PictureFormat) throws {
    for least in [19_900, 19_990, 20_000] {
      let prepared = try Self.prepared(Self.photo()) {
        ($0.pixels.width, $0.pixels.height) = (.exactly(90), .exactly(120))
        ($0.bytes.minimum, $0.bytes.maximum) = (least, 20_000)
        ($0.dpi, $0.makes, $0.colour) = (300, format, .grey)
      }
      #expect((least...20_000).contains(prepared.bytes.count))
      #expect(try PictureFacts(of: prepared.bytes).dpi == 300)
    }
  }

  @Test("Grey is one component") func grey() throws {
    for format in [PictureFormat.jpeg, .png] {
      let prepared = try Self.prepared(Self.photo()) {
        $0.colour = .grey
        $0.makes = format
      }
      #expect(try PictureFacts(of: prepared.bytes).components == 1)
      #expect(prepared.format == format)
    }
  }

  @Test("A palette of colours is not taken for grey, which also has one component") func palette() throws {
    var photo = PNGFixture.plain([1], width: 16, height: 16, type: 3)
    photo.chunks = [PNGFixture.chunk("PLTE", [0, 0, 0, 200, 60, 40])]
    let prepared = try Self.prepared(photo.bytes) { $0.colour = .grey }
    #expect(prepared.route == .encoded)
  }

  @Test("A photo is too small by the rules of the portal, not by those of others", arguments: [100, 200])
  func shortSide(minimum: Int) throws {
    var options = Preparation.Options()
    options.rules.pixels.shortSide.minimum = minimum
    let prepared = try Preparation(options).prepare(Self.photo(width: 200, height: 150))
    #expect(prepared.findings.contains { $0.code == .tooSmall } == (minimum > 150))
  }

  @Test("Black and white is a PNG of one bit, or a grey JPEG") func blackAndWhite() throws {
    for format in [PictureFormat.jpeg, .png] {
      let prepared = try Self.prepared(Self.photo()) {
        $0.colour = .blackAndWhite
        $0.makes = format
        $0.pixels.width = .exactly(140)
        $0.pixels.height = .exactly(60)
        $0.fit = .pad(.white)
        $0.bytes.minimum = 10_000
        $0.bytes.maximum = 20_000
      }
      let facts = try PictureFacts(of: prepared.bytes)
      #expect(facts.components == 1)
      #expect(facts.bitDepth == (format == .png ? 1 : 8))
      #expect((10_000...20_000).contains(prepared.bytes.count))
    }
  }

  @Test("Padding has the colour of the rule, on grey photos too", arguments: [PictureFormat.jpeg, .png])
  func padding(format: PictureFormat) throws {
    let grey = EncodingFixtures.picture(.flat, width: 300, height: 400, horizontal: 0)
    let photo = try #require(try PNGFile.write(grey, depth: .full, maxBytes: 100_000))
    let blue = try #require(RGBColour("blue"))
    let prepared = try Self.prepared(photo) {
      $0.pixels.width = .exactly(400)
      $0.pixels.height = .exactly(400)
      $0.fit = .pad(blue)
      $0.makes = format
    }
    let decoded = try PictureDecoder().decode(prepared.bytes).picture
    let chroma = try #require(decoded.chroma)
    // The blue of identity photos is (67, 142, 219): Y 128, Cb 179, Cr 84.
    for column in [2, 397] {
      #expect(abs(Int(decoded.luma[column, 200]) - 128) <= 3)
      let (x, y) = (column / decoded.horizontalSubsampling, 200 / decoded.verticalSubsampling)
      #expect(abs(Int(chroma.blue[x, y]) - 179) <= 3)
      #expect(abs(Int(chroma.red[x, y]) - 84) <= 3)
    }
    #expect(abs(Int(decoded.luma[200, 200]) - 200) <= 2)
  }

  @Test(
    "Photos of any size are prepared where they may be enlarged", arguments: [(1, 1), (2000, 1), (1, 2000), (9, 7)])
  func odd(width: Int, height: Int) throws {
    let photo = try #require(
      try PNGFile.write(
        EncodingFixtures.picture(.noise, width: width, height: height, horizontal: 1, vertical: 1), depth: .full,
        maxBytes: 100_000))
    for fit in [PictureRules.Fit.crop(.centre), .pad(.white)] {
      let prepared = try Self.prepared(photo) {
        $0.pixels.width = .exactly(295)
        $0.pixels.height = .exactly(413)
        $0.pixels.enlarge = true
        $0.fit = fit
        $0.bytes.maximum = 60_000
      }
      #expect((prepared.width, prepared.height) == (295, 413))
    }
    #expect(throws: FittingError.self) {
      try Self.prepared(photo) {
        $0.pixels.width = .exactly(295)
        $0.pixels.height = .exactly(413)
        $0.fit = .crop(.centre)
      }
    }
  }

  @Test("A photo that is longer than a JPEG can be is reduced") func tooLong() throws {
    let luma = Plane(width: 65_535, height: 3, filledWith: 200)
    let photo = try #require(
      try PNGFile.write(PlanarPicture(luma: luma, chroma: nil), depth: .full, maxBytes: 200_000))
    var options = Preparation.Options()
    options.mayStayPNG = false
    let prepared = try Preparation(options).prepare(photo)
    #expect(prepared.format == .jpeg && prepared.width <= 65_500 && prepared.width > 60_000)
  }

  @Test("A free size is chosen within the limits") func freeSize() throws {
    let prepared = try Self.prepared(Self.photo(.texture, width: 1500, height: 2000, bytes: 900_000)) {
      $0.pixels.width.minimum = 1020
      $0.bytes.maximum = 60_000
    }
    #expect((1020...1500).contains(prepared.width))
    #expect(prepared.bytes.count <= 60_000)
  }

  @Test("A cropped picture keeps luma and chroma in their places, also from an odd column") func phase() throws {
    // A dark, coloured spot in the middle of the part that is kept.
    for width in [1201, 1202, 1203] {
      var luma = Plane(width: width, height: 400, filledWith: 220)
      var (blue, red) = (
        Plane(width: (width + 1) / 2, height: 200, filledWith: 128),
        Plane(width: (width + 1) / 2, height: 200, filledWith: 128)
      )
      let kept = (x: (width - 400) / 2, width: 400)
      for y in 180..<220 {
        for x in kept.x + 180..<kept.x + 220 {
          luma[x, y] = 60
          blue[x / 2, y / 2] = 200
          red[x / 2, y / 2] = 60
        }
      }
      let picture = PlanarPicture(
        luma: luma, chroma: .init(blue: blue, red: red), horizontalSubsampling: 2, verticalSubsampling: 2)
      let made = picture.resized((kept.x, 0, 400, 400), width: 100, height: 100, subsampling: 1)
      #expect(abs(Self.centre(of: made.luma, ground: 220) - 50) < 0.05, "width \(width)")
      // The spot's own chroma begins at an even column, up to half a sample beside its luma.
      #expect(abs(Self.centre(of: try #require(made.chroma).blue, ground: 128) - 50) < 0.15, "width \(width)")
    }
  }

  /// The horizontal centre of what differs from the ground, where the first column's centre is at 0.5.
  private static func centre(of plane: Plane, ground: Int) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        let difference = Double(Int(plane[x, y]) - ground)
        sum += difference * (Double(x) + 0.5)
        weight += difference
      }
    }
    return sum / weight
  }
}

@Suite("Black and white") struct TwoLevelsTests {
  @Test("Writing on paper that is lit unevenly is black, and the paper white") func uneven() {
    var plane = Plane(width: 300, height: 120)
    func isInk(_ x: Int, _ y: Int) -> Bool { (40..<260).contains(x) && (x + y) % 30 < 4 && (30..<90).contains(y) }
    for y in 0..<120 {
      for x in 0..<300 {
        let paper = 90 + x / 2
        plane[x, y] = UInt8(isInk(x, y) ? paper / 3 : paper + (x * 7 + y * 13) % 5)
      }
    }
    let levels = plane.inTwoLevels()
    var wrong = 0
    for y in 0..<120 { for x in 0..<300 where (levels[x, y] == 0) != isInk(x, y) { wrong += 1 } }
    #expect(wrong < 30)
    #expect(levels.samples.allSatisfy { $0 == 0 || $0 == 255 })
  }

  @Test("Plain paper is white, and plain ink black") func plain() {
    #expect(Plane(width: 50, height: 1, filledWith: 230).inTwoLevels().samples.allSatisfy { $0 == 255 })
    #expect(Plane(width: 1, height: 50, filledWith: 10).inTwoLevels().samples.allSatisfy { $0 == 0 })
  }
}

@Suite("Additions to a file") struct FileAdditionsTests {
  @Test("A comment has exactly the size that was asked for", arguments: [20, 300, 65_537, 65_538, 65_540, 200_000])
  func comment(count: Int) throws {
    let jpeg = try FittedPreparationTests.photo(width: 64, height: 64)
    let png = try #require(
      try PNGFile.write(
        EncodingFixtures.picture(.print, width: 64, height: 64, horizontal: 0), depth: .twoLevels, maxBytes: 10_000))
    for (file, format) in [(jpeg, PictureFormat.jpeg), (png, .png)] {
      let longer = FileAdditions.adding(count, to: file, format: format)
      #expect(longer.count == file.count + count)
      let decoded = try PictureDecoder().decode(longer)
      #expect(decoded.flaws.isEmpty)
      let before = try PictureDecoder().decode(file)
      #expect(decoded.picture.luma.samples == before.picture.luma.samples)
    }
  }

  @Test("A JPEG without a JFIF header gets one") func withoutHeader() throws {
    let jpeg = try FittedPreparationTests.photo(width: 64, height: 64)
    // The header follows the start marker and takes eighteen bytes.
    let bare = Array(jpeg[..<2] + jpeg[20...])
    #expect(try PictureFacts(of: bare).dpi == nil)
    let tagged = FileAdditions.settingDPI(300, in: bare, format: .jpeg)
    #expect(try PictureFacts(of: tagged).resolutions.map(\.dpi) == [300, 300])
    #expect(try PictureDecoder().decode(tagged).flaws.isEmpty)
  }

  @Test("Of several resolutions in a PNG none is left") func severalResolutions() throws {
    var photo = PNGFixture.plain([200, 60, 40], type: 2)
    let size: [UInt8] = [0, 0, 11, 18, 0, 0, 11, 18, 1]
    photo.chunks = [PNGFixture.chunk("pHYs", size), PNGFixture.chunk("pHYs", size)]
    let tagged = FileAdditions.settingDPI(300, in: photo.bytes, format: .png)
    #expect(try PictureFacts(of: tagged).dpi == 300)
    #expect(try PictureDecoder().decode(tagged).flaws.isEmpty)
  }

  @Test("A file's bytes of any kind do not break reading the resolution", arguments: [0, 1, 3, 12, 19, 20])
  func short(count: Int) throws {
    let jpeg = Array(try FittedPreparationTests.photo(width: 64, height: 64).prefix(count))
    #expect((try? PictureFacts(of: jpeg))?.dpi == nil)
  }
}

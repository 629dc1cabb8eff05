import Testing

@testable import ImageKit

@Suite("HEIC and AVIF")
struct HEIFTests {
  private func decode(_ fixture: HEIFFixture) throws -> DecodedPicture { try PictureDecoder().decode(fixture.bytes) }

  /// The name of a pixel's colour.
  private func look(_ picture: PlanarPicture, _ x: Int, _ y: Int) -> String {
    let (luma, chroma) = (picture.luma[x, y], picture.chroma!)
    let (blue, red) = (
      Int(chroma.blue[x / picture.horizontalSubsampling, y / picture.verticalSubsampling]),
      Int(chroma.red[x / picture.horizontalSubsampling, y / picture.verticalSubsampling])
    )
    if luma > 230 { return "white" }
    return red > 150 && red > blue ? "red" : blue > 150 ? "blue" : "grey"
  }

  /// The colour names of the four corners: upper left, upper right, lower left, lower right.
  private func corners(_ picture: PlanarPicture) -> [String] {
    let (right, low) = (picture.width - 4, picture.height - 4)
    return [look(picture, 4, 4), look(picture, right, 4), look(picture, 4, low), look(picture, right, low)]
  }

  @Test("A picture of one tile is decoded to the coded planes", arguments: [false, true])
  func single(av1: Bool) throws {
    let decoded = try decode(.single(av1: av1))
    #expect(decoded.facts.format == (av1 ? .avif : .heic))
    #expect(decoded.flaws.isEmpty)
    #expect((decoded.picture.width, decoded.picture.height) == (64, 64))
    #expect(decoded.picture.horizontalSubsampling == 2)
    #expect(decoded.facts.chromaSubsampling == "4:2:0")
    #expect(corners(decoded.picture) == ["red", "blue", "white", "white"])
    #expect((77...85).contains(decoded.picture.luma[8, 8]))
  }

  @Test("Tiles are assembled, and what exceeds the picture is cropped")
  func grid() throws {
    let decoded = try decode(.grid(columns: 3, rows: 2, width: 150, height: 101))
    #expect((decoded.facts.width, decoded.facts.height) == (150, 101))
    #expect((decoded.picture.width, decoded.picture.height) == (150, 101))
    #expect((decoded.picture.chroma!.blue.width, decoded.picture.chroma!.blue.height) == (75, 51))
    for column in 0..<2 {
      for row in 0..<2 {
        #expect(look(decoded.picture, column * 64 + 8, row * 64 + 8) == "red")
        #expect(look(decoded.picture, column * 64 + 56, row * 64 + 8) == "blue")
      }
    }
    #expect(look(decoded.picture, 140, 70) == "red")
    #expect(look(decoded.picture, 8, 60) == "white")
    #expect(decoded.facts.pictureCount == 1)
  }

  @Test("A picture larger than the limit is decoded at a reduced size, with or without tiles")
  func reduction() throws {
    var decoder = PictureDecoder()
    decoder.limits.maxDecodedPixels = 64 * 32
    let tiled = try decoder.decode(HEIFFixture.grid(columns: 2, rows: 2, width: 127, height: 127).bytes)
    #expect((tiled.picture.width, tiled.picture.height) == (43, 43))
    #expect(tiled.facts.width == 127)
    let single = try decoder.decode(HEIFFixture.single().bytes).picture
    #expect((single.width, single.height) == (32, 32))
    #expect(look(single, 4, 4) == "red")
    #expect(try PictureDecoder().examine(HEIFFixture.single().bytes).picture.width == 8)
  }

  @Test("The container's rotations and mirrorings are applied in order, and EXIF's are not applied again")
  func orientation() throws {
    func seen(_ properties: [[UInt8]]) throws -> [String] {
      var fixture = HEIFFixture.single(properties: properties)
      fixture.addExif(.orientation(6))
      return corners(try decode(fixture).upright())
    }
    #expect(try seen([]) == ["red", "blue", "white", "white"])
    #expect(try seen([HEIFFixture.rotation(1)]) == ["blue", "white", "red", "white"])
    #expect(try seen([HEIFFixture.rotation(2)]) == ["white", "white", "blue", "red"])
    #expect(try seen([HEIFFixture.rotation(3)]) == ["white", "red", "white", "blue"])
    #expect(try seen([HEIFFixture.mirror(leftToRight: true)]) == ["blue", "red", "white", "white"])
    #expect(try seen([HEIFFixture.mirror(leftToRight: false)]) == ["white", "white", "red", "blue"])
    #expect(
      try seen([HEIFFixture.rotation(1), HEIFFixture.mirror(leftToRight: true)]) == ["white", "blue", "white", "red"])
    #expect(
      try seen([HEIFFixture.mirror(leftToRight: true), HEIFFixture.rotation(1)]) == ["red", "white", "blue", "white"])
    let facts = try PictureFacts(of: HEIFFixture.single(properties: [HEIFFixture.rotation(3)]).bytes)
    #expect(facts.orientation == .turnClockwise)
  }

  @Test("Composing two orientations is the same as applying both")
  func composition() {
    for first in ExifOrientation.allCases {
      for second in ExifOrientation.allCases {
        let plane = Plane(width: 3, height: 2, stride: 3, samples: [1, 2, 3, 4, 5, 6])
        let both = plane.upright(from: first).upright(from: second),
          one = plane.upright(from: first.followed(by: second))
        #expect(one.samples == both.samples && one.width == both.width)
      }
    }
  }

  @Test("Only the clean aperture is decoded")
  func aperture() throws {
    let decoded = try decode(.single(properties: [HEIFFixture.aperture(40, 20)]))
    #expect((decoded.facts.width, decoded.facts.height) == (40, 20))
    #expect((decoded.picture.width, decoded.picture.height) == (40, 20))
    #expect(corners(decoded.picture) == ["red", "blue", "red", "blue"])
  }

  @Test("Range and matrix are converted to those of JPEG")
  func colour() throws {
    func first(_ properties: [[UInt8]]) throws -> SIMD3<Int> {
      let picture = try decode(.single(properties: properties)).picture
      return SIMD3(Int(picture.luma[8, 8]), Int(picture.chroma!.blue[4, 4]), Int(picture.chroma!.red[4, 4]))
    }
    let plain = try first([])
    let limited = try first([HEIFFixture.colour(1, 13, 6, isFullRange: false)])
    func near(_ value: Int, _ wanted: Double, within error: Double = 2) -> Bool { abs(Double(value) - wanted) <= error }
    #expect(near(limited.x, Double(plain.x - 16) * 255 / 219, within: 1))
    #expect(near(limited.z, Double(plain.z - 128) * 255 / 224 + 128, within: 1))
    // With the BT.709 matrix, the same samples are R = Y + 1.5748 Cr and so on; they are converted to BT.601.
    let mixed = try first([HEIFFixture.colour(1, 13, 1, isFullRange: true)])
    let luma = Double(plain.x), blue = Double(plain.y - 128), red = Double(plain.z - 128)
    let r: Double = luma + 1.5748 * red
    let b: Double = luma + 1.8556 * blue
    let g: Double = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
    let wanted: Double = 0.299 * r + 0.587 * g + 0.114 * b
    #expect(near(mixed.x, wanted))
    #expect(near(mixed.z, 128 + (r - wanted) / 1.402))
    // Display P3's red is more saturated than sRGB's.
    let wide = try first([HEIFFixture.colour(12, 13, 6, isFullRange: true)])
    #expect(wide.z > plain.z + 4)
  }

  @Test("A transparent picture is composited on white")
  func transparency() throws {
    var fixture = HEIFFixture.single()
    fixture.items.append(
      HEIFFixture.tile(
        2, properties: [HEIFFixture.size(64, 64), HEIFFixture.purpose("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")],
        isHidden: true))
    fixture.references = [.init(type: "auxl", from: 2, to: [1])]
    let decoded = try decode(fixture)
    #expect(decoded.facts.hasTransparency)
    // The tile's own luma is the opacity: 81 of 255 for red.
    let wanted = 81 * 81 / 255 + 255 - 81
    #expect((wanted - 4...wanted + 4).contains(Int(decoded.picture.luma[8, 8])))
    #expect(decoded.facts.pictureCount == 1)
  }

  @Test("Transparent tiles are composited on white, and tiles without alpha are opaque", arguments: [0, 1])
  func tileTransparency(tile: Int) throws {
    var fixture = HEIFFixture.grid(columns: 2, rows: 1, width: 128, height: 64)
    fixture.items.append(
      HEIFFixture.tile(
        7, properties: [HEIFFixture.size(64, 64), HEIFFixture.purpose("urn:mpeg:hevc:2015:auxid:1")], isHidden: true))
    fixture.references.append(.init(type: "auxl", from: 7, to: [100 + tile]))
    let decoded = try decode(fixture)
    #expect(decoded.facts.hasTransparency)
    let through = 81 * 81 / 255 + 255 - 81
    #expect((through - 4...through + 4).contains(Int(decoded.picture.luma[64 * tile + 8, 8])))
    #expect((77...85).contains(decoded.picture.luma[64 * (1 - tile) + 8, 8]))
  }

  @Test("A PQ picture is composited on white after its transfer function was converted", arguments: [false, true])
  func brightTransparency(isPremultiplied: Bool) throws {
    func luma(opacity: Bool) throws -> Int {
      var fixture = HEIFFixture.single(properties: [HEIFFixture.colour(9, 16, 9, isFullRange: true)])
      if opacity {
        fixture.items.append(
          HEIFFixture.tile(
            2,
            properties: [HEIFFixture.size(64, 64), HEIFFixture.purpose("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")],
            isHidden: true))
        fixture.references = [.init(type: "auxl", from: 2, to: [1])]
        if isPremultiplied { fixture.references.append(.init(type: "prem", from: 1, to: [2])) }
      }
      return Int(try decode(fixture).picture.luma[8, 8])
    }
    // The opacity is the tile's own luma, 81 of 255. Where the picture became darker, it was white before.
    let alone = isPremultiplied ? 255 : try luma(opacity: false)
    #expect(try abs(luma(opacity: true) - (alone * 81 / 255 + 255 - 81)) <= 6)
  }

  @Test("From a file with only a video track, the first frame is read", arguments: [false, true])
  func film(av1: Bool) throws {
    let file = HEIFFixture.film(av1: av1, frames: 3)
    let decoded = try PictureDecoder().decode(file)
    #expect(decoded.facts.format == (av1 ? .avif : .heic))
    #expect(decoded.flaws.isEmpty)
    #expect(corners(decoded.picture) == ["red", "blue", "white", "white"])
    #expect(decoded.facts.pictureCount == 3)
    let inspection = Inspector().inspect(file, fileName: nil)
    #expect(inspection.findings.map(\.code).contains(.multiplePictures))
    #expect(throws: DecodingError.truncated(av1 ? .avif : .heic)) { try PictureDecoder().decode(file.dropLast(5)) }
  }

  @Test("EXIF gives camera and location, and a video and further pictures are noticed")
  func facts() throws {
    var fixture = HEIFFixture.single()
    var exif = ExifFixture.orientation(6)
    exif.location = [(0x0002, 5, 3, 200)]
    fixture.addExif(exif)
    fixture.items.append(HEIFFixture.tile(3, properties: [HEIFFixture.size(64, 64)]))
    fixture.items.append(HEIFFixture.tile(4, properties: [HEIFFixture.size(64, 64)]))
    fixture.references.append(.init(type: "thmb", from: 4, to: [1]))
    fixture.more = HEIFFixture.box("mpvd", [UInt8](repeating: 7, count: 90))
    let facts = try PictureFacts(of: fixture.bytes)
    #expect(facts.hasLocation)
    #expect(facts.orientation == .upright)
    #expect(facts.pictureCount == 2)
    #expect(facts.metadata.map(\.kind) == [.exif, .thumbnail, .video])
  }

  @Test("A truncated file is reported as such, wherever it ends")
  func truncation() throws {
    let file = HEIFFixture.grid(columns: 2, rows: 1, width: 128, height: 64).bytes
    for count in [20, 60, 300, 700, file.count - 200, file.count - 1] {
      #expect(throws: DecodingError.truncated(.heic)) { try PictureDecoder().decode(Array(file.prefix(count))) }
    }
  }

  @Test("A file that is too large is refused before it is decoded")
  func size() throws {
    #expect(throws: DecodingError.tooManyPixels(width: 60_000, height: 60_000, limit: 68_000_000)) {
      var decoder = PictureDecoder()
      decoder.limits.maxPixels = .max
      return try decoder.decode(HEIFFixture.single(width: 60_000, height: 60_000).bytes)
    }
    // The coded picture is larger than its box declares.
    var decoder = HEIFFixture.single(width: 64, height: 64)
    decoder.items[0].properties[0] = HEIFFixture.box(
      "hvcC", Self.configuration(announcing: 16_384, in: HEIFFixture.hevcConfiguration))
    #expect(throws: DecodingError.corrupt(.heic, reason: "the coded picture is larger than the file says")) {
      try PictureDecoder().decode(decoder.bytes)
    }
  }

  /// The tile's configuration with another width in its sequence parameter set. The width 64 is coded there as an
  /// Exp-Golomb code of 13 bits that begins in the set's 19th byte.
  private static func configuration(announcing width: Int, in bytes: [UInt8]) -> [UInt8] {
    let start = bytes.indices.first { bytes[$0...].starts(with: [0x42, 0x01, 0x01]) }!
    var bits = bytes[start...].flatMap { byte in (0..<8).reversed().map { byte >> $0 & 1 } }
    // The position after 16 + 8 + 96 bits, which contain three emulation prevention bytes, then the set's id and the
    // chroma format.
    let at = 16 + 8 + 96 + 24 + 1 + 3
    let length = (width + 1).bitWidth - (width + 1).leadingZeroBitCount
    let code = [UInt8](repeating: 0, count: length - 1) + (0..<length).reversed().map { UInt8((width + 1) >> $0 & 1) }
    bits.replaceSubrange(at..<at + 13, with: code)
    let packed = stride(from: 0, to: bits.count - 7, by: 8).map { bits[$0..<$0 + 8].reduce(0) { $0 << 1 | $1 } }
    return Array((bytes[..<start] + packed).prefix(bytes.count))
  }

  @Test("No malformed file crashes or takes much time")
  func hostility() {
    let files = [
      HEIFFixture.grid(columns: 2, rows: 2, width: 127, height: 127).bytes, HEIFFixture.single(av1: true).bytes,
    ]
    var state: UInt64 = 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var decoder = PictureDecoder()
    decoder.limits.maxPixels = 1 << 20
    for index in 0..<600 {
      var file = files[index % files.count]
      for _ in 0..<1 + random(4) { file[random(min(file.count, 1200))] = UInt8(truncatingIfNeeded: random(256)) }
      do {
        let decoded = try decoder.decode(file)
        #expect(decoded.picture.width * decoded.picture.height <= 1 << 20)
      } catch {
        #expect(!error.explanation.english.isEmpty)
      }
    }
  }

  @Test("A HEIC is converted to JPEG, and check reports that portals do not accept it")
  func useOfIt() throws {
    let file = HEIFFixture.single(properties: [HEIFFixture.rotation(3)]).bytes
    let prepared = try Preparation().prepare(file, named: "IMG_0001.HEIC")
    #expect(prepared.format == .jpeg)
    #expect(prepared.orientation == .turnClockwise)
    #expect(prepared.findings.map(\.code) == [.tooSmall])
    let inspection = Inspector().inspect(file, fileName: "IMG_0001.HEIC")
    #expect(inspection.findings.filter { $0.severity == .error }.map(\.code) == [.wrongFormat, .tooSmall])
    #expect(Inspector().inspect(file, fileName: "a.jpg").findings.map(\.code).contains(.extensionMismatch))
  }
}

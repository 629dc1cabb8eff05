import Testing

@testable import ImageKit

@Suite("Preparation") struct PreparationTests {
  /// A file like a photo: smooth shading with a fixed pattern of detail, so that the size limit matters.
  static func photo(width: Int = 640, height: Int = 480, bytes: Int = 90_000) throws -> [UInt8] {
    var luma = Plane(width: width, height: height)
    var seed: UInt32 = 1
    for y in 0..<height {
      for x in 0..<width {
        seed = seed &* 1_664_525 &+ 1_013_904_223
        let shade = 60 + 120 * x / width + Int(seed >> 27)
        luma[x, y] = UInt8(clamping: shade + (x / 8 + y / 8) % 2 * 20)
      }
    }
    let grey = PlanarPicture(luma: luma, chroma: nil)
    return try BudgetEncoder(maxBytes: bytes).encode(grey).bytes
  }

  @Test("A photo over the budget is encoded within it, with the same aspect ratio") func budget() throws {
    var options = Preparation.Options()
    options.maxBytes = 30_000
    let prepared = try Preparation(options).prepare(Self.photo())
    #expect(prepared.bytes.count <= 30_000)
    #expect(prepared.route == .encoded)
    #expect(prepared.inputWidth == 640)
    #expect(abs(Double(prepared.width) / Double(prepared.height) - 4.0 / 3) < 0.02)
    let again = try PictureDecoder().decode(prepared.bytes)
    #expect(again.facts.width == prepared.width)
    #expect(again.flaws.isEmpty)
  }

  @Test("A truncated photo is refused, and the error says so") func truncated() throws {
    let photo = try Self.photo()
    #expect(throws: DecodingError.truncated(.jpeg)) {
      try Preparation().prepare(Array(photo.prefix(photo.count / 2)))
    }
  }

  @Test("The watermark changes the picture and is reported") func stamp() throws {
    var options = Preparation.Options()
    options.maxBytes = 60_000
    let plain = try Preparation(options).prepare(Self.photo())
    options.watermark = try Watermark(text: Watermark.defaultText)
    let stamped = try Preparation(options).prepare(Self.photo())
    #expect(!plain.watermarked)
    #expect(stamped.watermarked)
    #expect(stamped.bytes != plain.bytes)
  }
}

@Suite("Preparation without re-encoding") struct UnchangedPreparationTests {
  @Test("A photo without problems is returned byte for byte") func handedThrough() throws {
    let photo = try PreparationTests.photo()
    let prepared = try Preparation().prepare(photo)
    #expect(prepared.bytes == photo)
    #expect(prepared.route == .handedThrough)
    #expect(prepared.quality == nil)
  }

  @Test("A photo with a comment keeps its coefficients and loses the comment") func rewrapped() throws {
    let photo = try PreparationTests.photo()
    let comment = Array("private".utf8)
    let commented = photo[..<2] + [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment + photo[2...]
    let prepared = try Preparation().prepare(Array(commented))
    #expect(prepared.route == .rewrapped)
    #expect(try PictureFacts(of: prepared.bytes).isBarePicture)
    let before = try PictureDecoder().decode(photo).picture.luma
    let after = try PictureDecoder().decode(prepared.bytes).picture.luma
    #expect(before.samples == after.samples)
  }

  @Test("A photo that gets a watermark is re-encoded even if it would fit") func stamped() throws {
    var options = Preparation.Options()
    options.watermark = try Watermark(text: Watermark.defaultText)
    #expect(try Preparation(options).prepare(PreparationTests.photo()).route == .encoded)
  }

  @Test("A photo with a side over the limit is re-encoded even if its bytes would fit") func longSide() throws {
    var options = Preparation.Options()
    options.maxSide = 320
    let prepared = try Preparation(options).prepare(PreparationTests.photo())
    #expect(prepared.route == .encoded)
    #expect(max(prepared.width, prepared.height) <= 320)
  }

  @Test("A truncated photo that would fit is refused all the same") func truncated() throws {
    let photo = try PreparationTests.photo()
    #expect(throws: DecodingError.truncated(.jpeg)) { try Preparation().prepare(Array(photo.dropLast(4000))) }
  }
}

@Suite("Preparation with the effort `fast`") struct FastPreparationTests {
  @Test("A large photo is halved first, and a small one keeps its pixels") func reduced() throws {
    var options = Preparation.Options()
    options.maxBytes = 30_000
    options.effort = .fast
    let large = try Preparation(options).prepare(PreparationTests.photo(width: 1600, height: 1200, bytes: 150_000))
    #expect(large.width == 800)
    let small = try Preparation(options).prepare(PreparationTests.photo(width: 640, height: 480, bytes: 40_000))
    #expect(small.width == 640)
    #expect(large.bytes.count <= 30_000 && small.bytes.count <= 30_000)
  }
}

@Suite("Preparation of files with hidden data") struct SmuggledMetadataTests {
  @Test("Text after JFIF's own fields is removed") func afterJFIF() throws {
    var photo = try PreparationTests.photo()
    // In the encoder's files APP0 comes first: its length, then 14 bytes.
    #expect(photo[2...3] == [0xFF, 0xE0])
    let secret = Array("where I live".utf8)
    photo[5] += UInt8(secret.count)
    photo.insert(contentsOf: secret, at: 4 + 2 + 14)
    let prepared = try Preparation().prepare(photo)
    #expect(prepared.route == .rewrapped)
    #expect(!String(decoding: prepared.bytes, as: UTF8.self).contains("where I live"))
  }

  @Test("A name that does not match the content is found") func name() throws {
    let photo = try PreparationTests.photo()
    #expect(try Preparation().prepare(photo, named: "card.png").findings.map(\.code) == [.extensionMismatch])
    #expect(try Preparation().prepare(photo, named: "card.jpg").findings.isEmpty)
  }

  @Test("A huge budget does not allocate huge memory") func hugeBudget() throws {
    var options = Preparation.Options()
    options.maxBytes = .max
    options.watermark = try Watermark(text: Watermark.defaultText)
    #expect(try Preparation(options).prepare(PreparationTests.photo()).bytes.count < 2_000_000)
  }
}

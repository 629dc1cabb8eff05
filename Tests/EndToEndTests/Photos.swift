import ImageKit

/// Photos generated for tests.
enum Photos {
  /// The simplest photo, generated once for all tests.
  private static let plain = Result { try jpeg(width: 320) }

  /// A photo without special properties.
  static func jpeg() throws -> [UInt8] { try plain.get() }

  /// A PDF whose pages each have a grey square, without a table of its objects.
  static func pdf(pages count: Int) -> [UInt8] {
    let kids = (0..<count).map { "\($0 * 2 + 3) 0 R" }.joined(separator: " ")
    var text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    text += "2 0 obj<</Type/Pages/Kids[\(kids)]/Count \(count)>>endobj\n"
    for page in 0..<count {
      let drawing = "0.\(page) g 100 100 200 300 re f"
      text +=
        "\(page * 2 + 3) 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents \(page * 2 + 4) 0 R>>endobj\n"
      text += "\(page * 2 + 4) 0 obj<</Length \(drawing.utf8.count)>>stream\n\(drawing)\nendstream endobj\n"
    }
    return Array((text + "trailer<</Root 1 0 R>>\n").utf8)
  }

  /// A PDF that opens only with a password.
  static let lockedPDF: [UInt8] = {
    let key = String(repeating: "00", count: 32)
    let lock = "9 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<\(key)>/U<\(key)>>>endobj\n"
    let text = String(decoding: pdf(pages: 1), as: UTF8.self)
    let trailer = "trailer<</Root 1 0 R/Encrypt 9 0 R/ID[(x)(x)]>>"
    return Array(text.replacing("trailer<</Root 1 0 R>>", with: lock + trailer).utf8)
  }()

  /// A JPEG of grey noise, the same on every run.
  static func jpeg(width: Int, height: Int = 240, maxBytes: Int = 40_000) throws -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let samples = (0..<(width * height)).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(96 + state % 64)
    }
    let luma = Plane(width: width, height: height, stride: width, samples: samples)
    let picture = PlanarPicture(luma: luma, chroma: nil)
    return try BudgetEncoder(maxBytes: maxBytes, effort: .fast).encode(picture).bytes
  }

  /// A JPEG with an EXIF orientation.
  static func jpeg(orientation: UInt8) throws -> [UInt8] {
    let photo = try jpeg()
    // APP1 with one TIFF directory of one entry: tag 0x0112, type SHORT.
    let tiff: [UInt8] =
      [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    let body = Array("Exif\0\0".utf8) + tiff
    return Array(photo[..<2]) + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + photo[2...]
  }

  /// A JPEG whose header declares a size in pixels that its scan does not contain.
  static func jpeg(claiming width: UInt16, by height: UInt16) throws -> [UInt8] {
    var photo = try jpeg()
    // A frame header is FF C0 to FF C2, two bytes of length, a byte of precision, the height and the width.
    let frame = photo.indices.first { photo[$0] == 0xFF && (0xC0...0xC2).contains(photo[$0 + 1]) }!
    for (offset, side) in [(5, height), (7, width)] {
      photo[frame + offset] = UInt8(side >> 8)
      photo[frame + offset + 1] = UInt8(side & 0xFF)
    }
    return photo
  }
}

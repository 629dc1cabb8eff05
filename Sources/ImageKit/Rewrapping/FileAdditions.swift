/// Changes to a file that leave its pixels alone: the resolution that it states, and bytes without meaning.
enum FileAdditions {
  /// The same file, which then states a resolution and no other: in a JPEG's JFIF header and in EXIF, because some
  /// portals read only that; in a PNG's pHYs chunk. Any other EXIF data is removed from a JPEG.
  static func settingDPI(_ dpi: Int, in bytes: [UInt8], format: PictureFormat) -> [UInt8] {
    var file = bytes
    switch format {
    case .jpeg:
      let density = [1] + number16(dpi) + number16(dpi)
      if let at = densityOffset(inJPEG: bytes) {
        file.replaceSubrange(at..<at + 5, with: density)
      } else {
        file.insert(contentsOf: [0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1] + density + [0, 0], at: 2)
      }
      let former = leadingSegments(inJPEG: file)
      for segment in former.reversed() where file[segment.lowerBound + 1] == 0xE1 {
        if file[segment].dropFirst(4).starts(with: "Exif\0".utf8) { file.removeSubrange(segment) }
      }
      file.insert(contentsOf: exif(dpi), at: former[0].upperBound)
    case .png:
      var chunks = PNGChunks(bytes)
      var start: Int?
      var former: [Range<Int>] = []
      while let chunk = chunks.next(), chunk.type != "IDAT" {
        if chunk.type == "IHDR" { start = chunk.all.upperBound }
        if chunk.type == "pHYs" { former.append(chunk.all) }
      }
      // From the end, so that the places of the others stay as they are.
      for chunk in former.reversed() { file.removeSubrange(chunk) }
      let metre = number32(Int((Double(dpi) / 0.0254).rounded()))
      if let start { file.insert(contentsOf: chunk("pHYs", metre + metre + [1]), at: start) }
    case .heic, .avif, .webp: break
    }
    return file
  }

  /// How many bytes ``settingDPI(_:in:format:)`` adds to a new file, which has a JFIF header if it is a JPEG.
  static func resolutionBytes(_ format: PictureFormat) -> Int { format == .png ? 21 : exif(1).count }

  /// The least number of bytes that ``adding(_:to:format:)`` can add.
  static func leastAddition(_ format: PictureFormat) -> Int { format == .png ? 20 : 4 }

  /// The same file with a number of bytes without meaning: a JPEG's comment segments, a PNG's text chunk.
  static func adding(_ count: Int, to bytes: [UInt8], format: PictureFormat) -> [UInt8] {
    guard count >= leastAddition(format) else { return bytes }
    var file = bytes
    switch format {
    case .jpeg:
      // After the JFIF header and EXIF, which must come first.
      let start = leadingSegments(inJPEG: bytes).last?.upperBound ?? 2
      var segments: [UInt8] = []
      var left = count
      while left > 0 {
        // The last segment needs four bytes of its own.
        let size = left > largestSegment ? min(largestSegment, left - 4) : left
        segments += [0xFF, 0xFE] + number16(size - 2) + [UInt8](repeating: 0x20, count: size - 4)
        left -= size
      }
      file.insert(contentsOf: segments, at: start)
    case .png:
      let text = Array("Comment\0".utf8) + [UInt8](repeating: 0x20, count: count - 20)
      file.insert(contentsOf: chunk("tEXt", text), at: bytes.count - 12)
    case .heic, .avif, .webp: break
    }
    return file
  }

  /// A segment with its marker, in bytes.
  private static let largestSegment = 65_537

  /// The offset of the density unit in the JFIF header, which is the first segment; nil if there is none.
  private static func densityOffset(inJPEG bytes: [UInt8]) -> Int? {
    guard bytes.count >= 20, bytes[2] == 0xFF, bytes[3] == 0xE0, Array(bytes[6..<11]) == Array("JFIF\0".utf8),
      number16(bytes, 4) >= 16
    else { return nil }
    return 13
  }

  /// The application segments at the beginning of a JPEG.
  private static func leadingSegments(inJPEG bytes: [UInt8]) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var at = 2
    while at + 4 <= bytes.count, bytes[at] == 0xFF, (0xE0...0xEF).contains(bytes[at + 1]) {
      let end = at + 2 + number16(bytes, at + 2)
      guard end <= bytes.count, end >= at + 4 else { break }
      segments.append(at..<end)
      at = end
    }
    return segments
  }

  /// A JPEG's EXIF segment that states a resolution and nothing else (Exif 2.32, 4.5.2 and 4.6.4).
  private static func exif(_ dpi: Int) -> [UInt8] {
    func entry(_ tag: Int, _ type: Int, _ value: [UInt8]) -> [UInt8] {
      number16(tag) + number16(type) + number32(1) + value
    }
    // The directory begins after the header of 8 bytes, and the two ratios follow its 42 bytes.
    let directory =
      number16(3) + entry(0x011A, 5, number32(50)) + entry(0x011B, 5, number32(58))
      + entry(0x0128, 3, number16(2) + number16(0)) + number32(0)
    let ratio = number32(dpi) + number32(1)
    let content = Array("Exif\0\0MM".utf8) + number16(42) + number32(8) + directory + ratio + ratio
    return [0xFF, 0xE1] + number16(content.count + 2) + content
  }

  private static func number16(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
  private static func number16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
  private static func number32(_ value: Int) -> [UInt8] { number16(value >> 16) + number16(value) }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return number32(data.count) + content + number32(Int(PNGChecksum.of(content[...])))
  }
}

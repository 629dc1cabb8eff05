/// Changes to a file that leave its pixels alone: the resolution that it states, and bytes without meaning.
enum FileAdditions {
  /// The same file, which then states a resolution: in a JPEG's JFIF header, in a PNG's pHYs chunk.
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

  /// The least number of bytes that ``adding(_:to:format:)`` can add.
  static func leastAddition(_ format: PictureFormat) -> Int { format == .png ? 20 : 4 }

  /// The same file with a number of bytes without meaning: a JPEG's comment segments, a PNG's text chunk.
  static func adding(_ count: Int, to bytes: [UInt8], format: PictureFormat) -> [UInt8] {
    guard count >= leastAddition(format) else { return bytes }
    var file = bytes
    switch format {
    case .jpeg:
      // After the JFIF header, which must come first.
      let start = densityOffset(inJPEG: bytes).map { _ in 4 + number16(bytes, 4) } ?? 2
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

  private static func number16(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
  private static func number16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
  private static func number32(_ value: Int) -> [UInt8] { number16(value >> 16) + number16(value) }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return number32(data.count) + content + number32(Int(PNGChecksum.of(content[...])))
  }
}

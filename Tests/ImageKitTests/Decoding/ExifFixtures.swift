/// Builds small EXIF blocks, valid and malformed.
struct ExifFixture {
  /// An entry: tag, type, count, and its value or offset.
  typealias Entry = (tag: Int, type: Int, count: Int, value: Int)

  var littleEndian = false
  /// The first directory's entries.
  var entries: [Entry] = []
  /// The GPS directory; nil for none.
  var location: [Entry]?
  /// The offset of the first directory, as the header gives it.
  var offset = 8
  /// The offset of the next directory, as the first one gives it.
  var next = 0

  /// A block with an orientation.
  static func orientation(_ value: Int, littleEndian: Bool = false) -> ExifFixture {
    ExifFixture(littleEndian: littleEndian, entries: [(0x0112, 3, 1, value)])
  }

  /// The block's bytes.
  var bytes: [UInt8] {
    var entries = entries
    if location != nil { entries.append((0x8825, 4, 1, 8 + 2 + (entries.count + 1) * 12 + 4)) }
    return (littleEndian ? Array("II".utf8) : Array("MM".utf8)) + number(42, 2) + number(offset, 4)
      + directory(entries, next: next) + (location.map { directory($0, next: 0) } ?? [])
  }

  /// The block as a JPEG's application segment.
  var segment: [UInt8] { JPEGFixtures.segment(0xE1, Array("Exif\0\0".utf8) + bytes) }

  private func directory(_ entries: [Entry], next: Int) -> [UInt8] {
    number(entries.count, 2)
      + entries.flatMap { entry in
        // A SHORT value occupies the upper bytes of its field.
        let value = entry.type == 3 ? number(entry.value, 2) + [0, 0] : number(entry.value, 4)
        return number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4) + value
      } + number(next, 4)
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    return littleEndian ? bytes : bytes.reversed()
  }
}

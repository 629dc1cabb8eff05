/// A range of a file's bytes from which integers are read by offset. Every offset and length in a file is untrusted, so
/// a read out of bounds returns nil instead of trapping.
struct ByteView {
  /// The byte order of a number.
  enum Order {
    case bigEndian, littleEndian
  }

  private let bytes: ArraySlice<UInt8>
  /// The byte order of multi-byte numbers in the view.
  var order: Order

  /// The number of bytes in the view.
  var count: Int { bytes.count }

  /// A view of a slice; offsets are relative to the start of the slice.
  init(_ bytes: ArraySlice<UInt8>, order: Order = .bigEndian) {
    self.bytes = bytes
    self.order = order
  }

  /// The byte at an offset.
  func byte(at offset: Int) -> Int? {
    guard offset >= 0, offset < bytes.count else { return nil }
    return Int(bytes[bytes.startIndex + offset])
  }

  /// The 16-bit number at an offset.
  func number16(at offset: Int) -> Int? {
    guard offset >= 0, bytes.count >= 2, offset <= bytes.count - 2 else { return nil }
    let first = Int(bytes[bytes.startIndex + offset]), second = Int(bytes[bytes.startIndex + offset + 1])
    return order == .bigEndian ? first << 8 | second : second << 8 | first
  }

  /// The 32-bit number at an offset.
  func number32(at offset: Int) -> Int? {
    guard bytes.count >= 4, offset <= bytes.count - 4, let first = number16(at: offset),
      let second = number16(at: offset + 2)
    else { return nil }
    return order == .bigEndian ? first << 16 | second : second << 16 | first
  }

  /// The 64-bit number at an offset, or nil if it is too large to be an `Int`.
  func number64(at offset: Int) -> Int? {
    guard let high = number32(at: offset), let low = number32(at: offset + 4), high < 1 << 31 else { return nil }
    return high << 32 | low
  }

  /// The four-character code at an offset.
  func fourCharacters(at offset: Int) -> String? {
    guard let part = part(at: offset, count: 4) else { return nil }
    return String(decoding: part.bytes, as: UTF8.self)
  }

  /// The range of the view in the array it was created from.
  var range: Range<Int> { bytes.indices }

  /// The subview for a range of offsets, or nil if the range is out of bounds.
  func part(at offset: Int, count: Int) -> ByteView? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
    let start = bytes.startIndex + offset
    return ByteView(bytes[start..<start + count], order: order)
  }

  /// The subview from an offset to the end, or nil if the offset is out of bounds.
  func rest(from offset: Int) -> ByteView? { part(at: offset, count: max(0, count - max(0, offset))) }

  /// Whether the view begins with these characters.
  func begins(with text: String) -> Bool { bytes.starts(with: text.utf8) }

  /// Whether the view contains these characters at any offset.
  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    var from = bytes.startIndex
    while let found = bytes[from...].firstIndex(of: first) {
      if bytes[found...].starts(with: wanted) { return true }
      from = found + 1
    }
    return false
  }

  /// The view as text up to the first zero byte, without control characters and without whitespace at either end.
  var text: String {
    let characters = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).unicodeScalars
    return String(String.UnicodeScalarView(characters.filter { $0.value >= 32 && $0.value != 127 }))
      .trimmingBlanks
  }

  /// A copy of the view's bytes.
  var copied: [UInt8] { Array(bytes) }
}

extension String {
  /// The text without whitespace at either end.
  fileprivate var trimmingBlanks: String {
    let trimmed = drop { $0 == " " }
    return String(
      trimmed.prefix(upTo: (trimmed.lastIndex { $0 != " " }).map(trimmed.index(after:)) ?? trimmed.startIndex))
  }
}

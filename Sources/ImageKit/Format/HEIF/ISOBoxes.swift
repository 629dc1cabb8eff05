/// The boxes in a range of bytes, in order (ISO/IEC 14496-12, 4.2). Iteration ends for any input and reads each byte at
/// most once.
///
/// This parser is used instead of libheif so that a file's facts are available without a decoder, and so that each tile
/// is decoded within ``DecodingLimits``.
struct ISOBoxes: Sequence, IteratorProtocol {
  /// One box.
  struct Box {
    /// The four-character type.
    let type: String
    /// The content after the header, truncated where the file ends.
    let content: ByteView
    /// Whether the file contains the whole box.
    let isWhole: Bool

    /// The version of a full box, and its content after version and flags.
    var versioned: (version: Int, flags: Int, content: ByteView)? {
      guard let word = content.number32(at: 0), let rest = content.rest(from: 4) else { return nil }
      return (word >> 24, word & 0xFF_FFFF, rest)
    }
  }

  /// The most boxes that are read at one level. Cameras and encoders write fewer.
  private static let most = 20_000

  private let bytes: ByteView
  private var position = 0
  private var count = 0

  /// Iterates over the boxes from the start of a range.
  init(_ bytes: ByteView) {
    self.bytes = bytes
  }

  mutating func next() -> Box? {
    guard count < Self.most, let type = bytes.fourCharacters(at: position + 4), var size = bytes.number32(at: position)
    else { return nil }
    count += 1
    var header = 8
    if size == 1 {
      guard let large = bytes.number64(at: position + 8) else { return nil }
      size = large
      header = 16
    } else if size == 0 {
      size = bytes.count - position
    }
    guard size >= header, position + header <= bytes.count else { return nil }
    let there = Swift.min(size, bytes.count - position)
    guard let content = bytes.part(at: position + header, count: there - header) else { return nil }
    position += there
    return Box(type: type, content: content, isWhole: there == size)
  }
}

extension ByteView {
  /// The first box with a given path of types, each inside the previous one.
  func box(_ path: String...) -> ISOBoxes.Box? {
    var found: ISOBoxes.Box?
    var place = self
    for type in path {
      found = ISOBoxes(place).first { $0.type == type }
      guard let content = found?.content else { return nil }
      place = content
    }
    return found
  }
}

/// The boxes in a stretch of bytes, one after the other (ISO/IEC 14496-12, 4.2). Whatever the bytes are, the walk ends,
/// and it never looks at a byte twice.
///
/// Boxes are read here and not by libheif, so that a file's facts are known without a decoder, and so that each tile is
/// decoded within ``DecodingLimits``.
struct ISOBoxes: Sequence, IteratorProtocol {
  /// One box.
  struct Box {
    /// Its four letters.
    let type: String
    /// What follows its header; cut off where the file ends.
    let content: ByteView
    /// Whether the file holds all of it.
    let isWhole: Bool

    /// The version of a box that has one, and the content behind version and flags.
    var versioned: (version: Int, flags: Int, content: ByteView)? {
      guard let word = content.number32(at: 0), let rest = content.rest(from: 4) else { return nil }
      return (word >> 24, word & 0xFF_FFFF, rest)
    }
  }

  /// More boxes than any camera or encoder puts side by side.
  private static let most = 20_000

  private let bytes: ByteView
  private var position = 0
  private var count = 0

  /// The boxes from the beginning of a stretch.
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
  /// The first box of a type in the stretch, looked for along a path of boxes in boxes.
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

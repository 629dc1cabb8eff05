/// The chunks of a PNG file in file order (PNG, second edition, 5.3), up to and with its end chunk. Whatever the bytes
/// are, the walk ends, and it never looks at a byte twice.
struct PNGChunks: Sequence, IteratorProtocol {
  /// One chunk.
  struct Chunk {
    /// Its four letters.
    let type: String
    /// Its data; cut off where the file ends.
    let data: Range<Int>
    /// The whole chunk, with length, type and checksum.
    let all: Range<Int>
    /// Whether the file holds all of it.
    let isWhole: Bool
  }

  private let bytes: [UInt8]
  private var position = 8
  /// Where the picture ends, after its end chunk; nil until the walk has come there.
  private(set) var end: Int?

  /// The chunks of a file that begins with PNG's signature.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether a chunk is whole and its checksum right.
  func isIntact(_ chunk: Chunk) -> Bool {
    guard chunk.isWhole, let sum = ByteView(bytes[chunk.data.upperBound..<chunk.all.upperBound]).number32(at: 0) else {
      return false
    }
    return PNGChecksum.of(bytes[chunk.all.lowerBound + 4..<chunk.data.upperBound]) == UInt32(sum)
  }

  mutating func next() -> Chunk? {
    guard end == nil, position <= bytes.count - 8,
      let length = ByteView(bytes[position..<position + 4]).number32(at: 0)
    else { return nil }
    let start = position, data = position + 8
    let dataEnd = Swift.min(data + length, bytes.count), chunkEnd = Swift.min(data + length + 4, bytes.count)
    let isWhole = data + length + 4 <= bytes.count
    let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
    position = chunkEnd
    if type == "IEND" { end = position }
    return Chunk(type: type, data: data..<dataEnd, all: start..<chunkEnd, isWhole: isWhole)
  }
}

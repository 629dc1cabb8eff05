/// The chunks of a PNG file in file order (PNG, second edition, 5.3), up to and including the end chunk. Iteration ends
/// for any input and reads each byte at most once.
struct PNGChunks: Sequence, IteratorProtocol {
  /// One chunk.
  struct Chunk {
    /// The four-letter type.
    let type: String
    /// The data, truncated where the file ends.
    let data: Range<Int>
    /// The whole chunk, including length, type and CRC.
    let all: Range<Int>
    /// Whether the file contains the whole chunk.
    let isWhole: Bool
  }

  private let bytes: [UInt8]
  private var position = 8
  /// The offset after the end chunk; nil until iteration reaches it.
  private(set) var end: Int?

  /// Iterates over the chunks of a file that begins with the PNG signature.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether a chunk is complete and its CRC correct.
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

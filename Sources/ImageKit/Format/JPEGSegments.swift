import Foundation

/// The marker segments of a JPEG file's first picture, in file order (ITU-T T.81, annex B). Entropy-coded data is
/// passed over, not decoded. Whatever the bytes are, the walk ends, and it never looks at a byte twice.
struct JPEGSegments: Sequence, IteratorProtocol {
  /// One segment.
  struct Segment {
    /// The marker's second byte.
    let marker: UInt8
    /// What follows the length; cut off where the file ends.
    let payload: Range<Int>
    /// Whether the file holds all of it.
    let isWhole: Bool
  }

  private let bytes: [UInt8]
  private var position: Int
  private var hasScan = false
  /// Where the picture ends, after its end-of-image marker; nil until the walk has come there.
  private(set) var end: Int?

  /// The segments of the picture whose start-of-image marker stands at an offset.
  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start + 2
  }

  /// Whether a picture begins at an offset.
  static func begins(in bytes: [UInt8], at offset: Int) -> Bool {
    offset >= 0 && bytes.count >= 3 && offset <= bytes.count - 3 && bytes[offset] == 0xFF && bytes[offset + 1] == 0xD8
      && bytes[offset + 2] == 0xFF
  }

  mutating func next() -> Segment? {
    while end == nil, let marker = nextMarker() {
      switch marker {
      case 0xD8 where hasScan:
        // Another picture begins, and this one lacks its end marker.
        end = position - 2
        return nil
      case 0x00, 0x01, 0xD0...0xD8:
        continue
      case 0xD9:
        end = position
        return nil
      default:
        guard position + 2 <= bytes.count else { return stop() }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        // Decoders pass over a length that is too small for itself.
        let payload = position + 2..<Swift.max(position + 2, Swift.min(position + length, bytes.count))
        let isWhole = position + length <= bytes.count
        position = payload.upperBound
        if marker == 0xDA { hasScan = true }
        return Segment(marker: marker, payload: payload, isWhole: isWhole)
      }
    }
    return nil
  }

  /// Ends the walk without an end-of-image marker.
  private mutating func stop() -> Segment? {
    position = bytes.count
    return nil
  }

  /// Moves past the next marker: FF and a byte that is neither zero (stuffing) nor FF (filling). In entropy-coded data
  /// this is where the next one stands; between segments it passes over garbage as decoders do.
  private mutating func nextMarker() -> UInt8? {
    bytes.withUnsafeBufferPointer { bytes in
      while position < bytes.count {
        // A whole photo is walked over here: memchr looks at many bytes at once.
        guard let found = memchr(bytes.baseAddress! + position, 0xFF, bytes.count - position) else {
          position = bytes.count
          return nil
        }
        position = UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
        while position < bytes.count && bytes[position] == 0xFF { position += 1 }
        guard position < bytes.count else { return nil }
        position += 1
        if bytes[position - 1] != 0 { return bytes[position - 1] }
      }
      return nil
    }
  }
}

import Foundation

/// The marker segments of a JPEG file's first picture, in file order (ITU-T T.81, annex B). Entropy-coded data is
/// skipped, not decoded. Iteration ends for any input and reads each byte at most once.
struct JPEGSegments: Sequence, IteratorProtocol {
  /// One segment.
  struct Segment {
    /// The second byte of the marker.
    let marker: UInt8
    /// The payload after the length field, truncated where the file ends.
    let payload: Range<Int>
    /// Whether the file contains the whole segment.
    let isWhole: Bool
  }

  private let bytes: [UInt8]
  private var position: Int
  private var hasScan = false
  /// The offset after the picture's end-of-image marker; nil until iteration reaches it.
  private(set) var end: Int?

  /// Iterates over the segments of the picture whose start-of-image marker is at an offset.
  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start + 2
  }

  /// Whether a start-of-image marker is at an offset.
  static func begins(in bytes: [UInt8], at offset: Int) -> Bool {
    offset >= 0 && bytes.count >= 3 && offset <= bytes.count - 3 && bytes[offset] == 0xFF && bytes[offset + 1] == 0xD8
      && bytes[offset + 2] == 0xFF
  }

  mutating func next() -> Segment? {
    while end == nil, let marker = nextMarker() {
      switch marker {
      case 0xD8 where hasScan:
        // Another picture begins, so the end-of-image marker of this one is missing.
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
        // The length includes its own two bytes. Decoders ignore a smaller value, so this does too.
        let payload = position + 2..<Swift.max(position + 2, Swift.min(position + length, bytes.count))
        let isWhole = position + length <= bytes.count
        position = payload.upperBound
        if marker == 0xDA { hasScan = true }
        return Segment(marker: marker, payload: payload, isWhole: isWhole)
      }
    }
    return nil
  }

  /// Ends iteration without an end-of-image marker.
  private mutating func stop() -> Segment? {
    position = bytes.count
    return nil
  }

  /// Advances past the next marker: FF followed by a byte that is neither 0 (a stuffed byte) nor FF (a fill byte). This
  /// skips entropy-coded data and, as decoders do, garbage between segments.
  private mutating func nextMarker() -> UInt8? {
    bytes.withUnsafeBufferPointer { bytes in
      while position < bytes.count {
        // This loop skips the whole photo; memchr is faster than comparing single bytes.
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

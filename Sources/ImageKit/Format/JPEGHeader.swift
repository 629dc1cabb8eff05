/// What a JPEG file's marker segments say: the facts about the picture, and the ICC profile that a decoder needs.
struct JPEGHeader {
  /// The facts about the picture.
  var facts: PictureFacts
  /// The embedded ICC profile, assembled from its parts; nil if there is none or it is incomplete.
  var profile: [UInt8]?

  /// Reads all segments in one pass over the file.
  init(of bytes: [UInt8]) throws(DecodingError) {
    var frame: PictureFacts?
    var collector = JPEGMetadata()
    var segments = JPEGSegments(bytes)
    while let segment = segments.next() {
      let payload = ByteView(bytes[segment.payload])
      switch segment.marker {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        if frame == nil { frame = Self.frame(payload, marker: segment.marker) }
      case 0xE0...0xEF, 0xFE:
        collector.add(payload, marker: segment.marker)
      default:
        break
      }
    }
    guard var facts = frame else {
      throw segments.end == nil ? .truncated(.jpeg) : .corrupt(.jpeg, reason: "no frame header")
    }
    collector.finish(&facts)
    profile = collector.profile.bytes
    if let end = segments.end { Self.lookBehind(end, in: bytes, previews: collector.previewCount, &facts) }
    self.facts = facts
  }

  /// The facts from a frame header (T.81, B.2.2), or nil if it is truncated.
  private static func frame(_ payload: ByteView, marker: UInt8) -> PictureFacts? {
    guard let precision = payload.byte(at: 0), let height = payload.number16(at: 1),
      let width = payload.number16(at: 3), let components = payload.byte(at: 5)
    else { return nil }
    var facts = PictureFacts(
      format: .jpeg, width: width, height: height, components: components, bitDepth: precision)
    facts.isProgressive = [0xC2, 0xC6, 0xCA, 0xCE].contains(marker)
    if components == 3 {
      let factors = (0..<3).compactMap { payload.byte(at: 7 + $0 * 3) }
      facts.chromaSubsampling = factors.count == 3 ? subsamplingName(factors) : nil
    }
    return facts
  }

  /// The J:a:b notation for the sampling factors of three components, or the factors themselves if no such notation
  /// exists.
  private static func subsamplingName(_ factors: [Int]) -> String {
    let horizontal = factors.map { $0 >> 4 }, vertical = factors.map { $0 & 15 }
    if factors[1] == factors[2], horizontal[1] > 0, vertical[1] > 0,
      horizontal[0] % horizontal[1] == 0, vertical[0] % vertical[1] == 0
    {
      switch (horizontal[0] / horizontal[1], vertical[0] / vertical[1]) {
      case (1, 1): return "4:4:4"
      case (2, 1): return "4:2:2"
      case (2, 2): return "4:2:0"
      case (1, 2): return "4:4:0"
      case (4, 1): return "4:1:1"
      case (4, 2): return "4:1:0"
      default: break
      }
    }
    return (0..<3).map { "\(horizontal[$0])×\(vertical[$0])" }.joined(separator: " ")
  }

  /// Records what follows the first picture: further pictures (multi-picture files), or a video (motion photos).
  ///
  /// - Parameter previews: The number of further pictures that are only smaller copies of the first.
  private static func lookBehind(_ end: Int, in bytes: [UInt8], previews: Int, _ facts: inout PictureFacts) {
    facts.trailingBytes = bytes.count - end
    var position = end, found = 1, helpers = previews
    while found < 100, let start = nextPicture(in: bytes, from: position) {
      var segments = JPEGSegments(bytes, from: start)
      var helps = false
      while let segment = segments.next() {
        helps = helps || JPEGMetadata.marksHelper(ByteView(bytes[segment.payload]), marker: segment.marker)
      }
      found += 1
      if helps { helpers += 1 }
      guard let end = segments.end else { break }
      position = end
    }
    facts.pictureCount = max(1, max(facts.pictureCount, found) - helpers)
    if ByteView(bytes[end...]).rest(from: 4)?.begins(with: "ftyp") == true {
      facts.metadata.append(.init(kind: .video, bytes: bytes.count - end))
    }
  }

  /// The offset of the next picture, or nil if anything but zero padding comes before it.
  private static func nextPicture(in bytes: [UInt8], from position: Int) -> Int? {
    guard let start = bytes[position...].firstIndex(where: { $0 != 0 }) else { return nil }
    return JPEGSegments.begins(in: bytes, at: start) ? start : nil
  }
}

/// Makes a new PNG file of those chunks of a PNG that make its picture. Nothing is inflated.
public struct PNGRewrapper: Sendable {
  /// The largest file to make, in bytes.
  public let maxBytes: Int

  /// The chunks that say what pixels look like.
  private static let kept: Set = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"]

  /// A rewrapper for files of at most so many bytes.
  public init(maxBytes: Int) {
    self.maxBytes = maxBytes
  }

  /// The new file, or nil when it would not fit or would not show the same picture: when it is not stored upright, has a
  /// colour profile, or is cut off. Checksums are taken over, not checked; decode it to know that it is sound.
  public func rewrap(_ bytes: [UInt8]) -> [UInt8]? {
    guard let facts = try? PNGHeader.facts(of: bytes), facts.orientation == .upright else { return nil }
    if case .embedded = facts.colourProfile { return nil }
    var file = Array(bytes.prefix(8))
    var chunks = PNGChunks(bytes)
    while let chunk = chunks.next() {
      guard chunk.isWhole else { return nil }
      let isLegal = PNGHeader.lengths[chunk.type].map { $0.contains(chunk.data.count) } ?? true
      guard isLegal, Self.kept.contains(chunk.type) else { continue }
      guard file.count + chunk.all.count <= maxBytes else { return nil }
      file += bytes[chunk.all]
    }
    return chunks.end == nil ? nil : file
  }
}

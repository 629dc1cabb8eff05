/// Rewrites a PNG with only the chunks that affect the picture. Image data is copied, not inflated.
public struct PNGRewrapper: Sendable {
  /// The maximum size of the new file, in bytes.
  public let maxBytes: Int

  /// The types of the chunks that are kept.
  private static let kept: Set = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"]

  private static let endChunk: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

  /// A rewrapper that makes files of at most `maxBytes` bytes.
  public init(maxBytes: Int) {
    self.maxBytes = maxBytes
  }

  /// Returns the new file, or nil if it would be too large or could not show the same picture: because the picture is
  /// not stored upright, has a colour profile, or is truncated. A missing end chunk is added. The CRCs of the image
  /// data are copied, not checked; decode the file to verify it.
  public func rewrap(_ bytes: [UInt8]) -> [UInt8]? {
    guard let header = try? PNGHeader(of: bytes), header.facts.orientation == .upright else { return nil }
    switch header.facts.colourProfile {
    case .embedded, .coded: return nil
    // Samples in limited range would need conversion, so the file cannot be rewritten.
    default: guard header.colour?.isFullRange != false else { return nil }
    }
    var file = Array(bytes.prefix(8))
    var chunks = PNGChunks(bytes)
    while let chunk = chunks.next(), chunk.type != "IEND" {
      guard chunk.isWhole else { return nil }
      guard Self.kept.contains(chunk.type), PNGHeader.canBeUsed(chunk, of: chunks) else { continue }
      // The cICP chunk, which is not kept, takes precedence over gAMA, so gAMA must not take effect now.
      if chunk.type == "gAMA", header.colour != nil { continue }
      guard file.count + chunk.all.count <= maxBytes else { return nil }
      file += bytes[chunk.all]
    }
    file += Self.endChunk
    return file.count <= maxBytes ? file : nil
  }
}

/// Makes a new PNG file of those chunks of a PNG that make its picture. Nothing is inflated.
public struct PNGRewrapper: Sendable {
  /// The largest file to make, in bytes.
  public let maxBytes: Int

  /// The chunks that say what pixels look like.
  private static let kept: Set = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"]

  private static let endChunk: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

  /// A rewrapper for files of at most so many bytes.
  public init(maxBytes: Int) {
    self.maxBytes = maxBytes
  }

  /// The new file, or nil when it would not fit or would not show the same picture: when it is not stored upright, has a
  /// colour profile, or is cut off. A missing end chunk is added. The checksums of image data are taken over, not checked;
  /// decode it to know that it is sound.
  public func rewrap(_ bytes: [UInt8]) -> [UInt8]? {
    guard let header = try? PNGHeader(of: bytes), header.facts.orientation == .upright else { return nil }
    switch header.facts.colourProfile {
    case .embedded, .coded: return nil
    // Samples in a limited range are no sRGB samples yet.
    default: guard header.colour?.isFullRange != false else { return nil }
    }
    var file = Array(bytes.prefix(8))
    var chunks = PNGChunks(bytes)
    while let chunk = chunks.next(), chunk.type != "IEND" {
      guard chunk.isWhole else { return nil }
      guard Self.kept.contains(chunk.type), PNGHeader.canBeUsed(chunk, of: chunks) else { continue }
      // The code points of colours, which are not kept, overrule it.
      if chunk.type == "gAMA", header.colour != nil { continue }
      guard file.count + chunk.all.count <= maxBytes else { return nil }
      file += bytes[chunk.all]
    }
    file += Self.endChunk
    return file.count <= maxBytes ? file : nil
  }
}

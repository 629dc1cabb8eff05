/// Turns a file's bytes into pixels, within limits. It never reads a file, and believes content, not names.
///
/// ```swift
/// let decoded = try PictureDecoder().decode(bytes)
/// let picture = decoded.upright()
/// ```
public struct PictureDecoder: Sendable {
  /// What a picture may cost.
  public var limits: DecodingLimits

  /// A decoder within limits.
  public init(limits: DecodingLimits = DecodingLimits()) {
    self.limits = limits
  }

  /// The picture in a file. It has at most `limits.maxDecodedPixels` pixels: a larger one comes out reduced.
  ///
  /// Damage that leaves a picture is told in its flaws, never passed over in silence; what leaves none is an error.
  public func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    try decode(bytes, leastLongSide: .max)
  }

  /// Reads everything in a file that can be wrong, as cheaply as that can be done. The picture that comes out is small: of
  /// a JPEG, an eighth of the size either way, or as many eighths (a power of two) as leave it `longSide` pixels long; HEIC,
  /// AVIF and WebP likewise.
  public func examine(_ bytes: [UInt8], longSide: Int = 0) throws(DecodingError) -> DecodedPicture {
    try decode(bytes, leastLongSide: longSide)
  }

  private func decode(_ bytes: [UInt8], leastLongSide: Int) throws(DecodingError) -> DecodedPicture {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= limits.maxBytes else { throw .tooManyBytes(count: bytes.count, limit: limits.maxBytes) }
    switch PictureFormat(sniffing: bytes) {
    case .jpeg: return try JPEGDecoding(limits: limits, leastLongSide: leastLongSide).decode(bytes)
    case .png: return try PNGDecoding(limits: limits).decode(bytes)
    case .heic, .avif: return try HEIFDecoding(limits: limits, leastLongSide: leastLongSide).decode(bytes)
    case .webp: return try WebPDecoding(limits: limits, leastLongSide: leastLongSide).decode(bytes)
    case nil: throw .notAPicture(found: ForeignFormat(sniffing: bytes))
    }
  }
}

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

  /// Everything that is wrong with a file, found as cheaply as that can be done: of a JPEG or PNG no pixels are made.
  public func verify(_ bytes: [UInt8]) throws(DecodingError) -> VerifiedPicture {
    switch try format(of: bytes) {
    case .jpeg: return try JPEGDecoding(limits: limits).verify(bytes)
    case .png: return try PNGDecoding(limits: limits).verify(bytes)
    case .heic, .avif, .webp:
      let decoded = try examine(bytes)
      return VerifiedPicture(facts: decoded.facts, flaws: decoded.flaws)
    }
  }

  /// The picture in a file, read as cheaply as one that is only to be looked at can be. It comes out small: of a JPEG, an
  /// eighth of the size either way, or as many eighths (a power of two) as leave it `longSide` pixels long; HEIC, AVIF and
  /// WebP likewise.
  public func examine(_ bytes: [UInt8], longSide: Int = 0) throws(DecodingError) -> DecodedPicture {
    try decode(bytes, leastLongSide: longSide)
  }

  private func decode(_ bytes: [UInt8], leastLongSide: Int) throws(DecodingError) -> DecodedPicture {
    switch try format(of: bytes) {
    case .jpeg: try JPEGDecoding(limits: limits).decode(bytes, leastLongSide: leastLongSide)
    case .png: try PNGDecoding(limits: limits).decode(bytes)
    case .heic, .avif: try HEIFDecoding(limits: limits, leastLongSide: leastLongSide).decode(bytes)
    case .webp: try WebPDecoding(limits: limits, leastLongSide: leastLongSide).decode(bytes)
    }
  }

  private func format(of bytes: [UInt8]) throws(DecodingError) -> PictureFormat {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= limits.maxBytes else { throw .tooManyBytes(count: bytes.count, limit: limits.maxBytes) }
    guard let format = PictureFormat(sniffing: bytes) else { throw .notAPicture(found: ForeignFormat(sniffing: bytes)) }
    return format
  }
}

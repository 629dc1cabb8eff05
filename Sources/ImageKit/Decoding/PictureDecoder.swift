/// Decodes a file's bytes into pixels, within limits. The format is recognised by the content, not by a file name.
///
/// ```swift
/// let decoded = try PictureDecoder().decode(bytes)
/// let picture = decoded.upright()
/// ```
public struct PictureDecoder: Sendable {
  /// Limits on what decoding a picture may cost.
  public var limits: DecodingLimits

  /// A decoder within limits.
  public init(limits: DecodingLimits = DecodingLimits()) {
    self.limits = limits
  }

  /// The picture in a file. It has at most `limits.maxDecodedPixels` pixels: a larger one comes out reduced.
  ///
  /// If a damaged file still gives a picture, the damage is among its flaws; otherwise an error is thrown.
  public func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    try decode(bytes, leastLongSide: .max)
  }

  /// Everything that is wrong with a file, found as fast as possible: no pixels of a JPEG or PNG are made.
  public func verify(_ bytes: [UInt8]) throws(DecodingError) -> VerifiedPicture {
    switch try format(of: bytes) {
    case .jpeg: return try JPEGDecoding(limits: limits).verify(bytes)
    case .png: return try PNGDecoding(limits: limits).verify(bytes)
    case .heic, .avif, .webp:
      let decoded = try examine(bytes)
      return VerifiedPicture(facts: decoded.facts, flaws: decoded.flaws)
    }
  }

  /// The picture in a file at a reduced size, which is decoded faster. A JPEG is reduced to an eighth of its size, or
  /// to the smallest of 1/8, 1/4, 1/2 and 1 at which its long side has `longSide` pixels; HEIC, AVIF and WebP likewise.
  public func examine(_ bytes: [UInt8], longSide: Int = 0) throws(DecodingError) -> DecodedPicture {
    try decode(bytes, leastLongSide: longSide)
  }

  /// A JPEG's coefficients, from one decoding; nil for other formats, and for a file with which anything is wrong.
  ///
  /// - Parameter longSide: The least long side, in pixels, of a picture that is made from the coefficients, as in
  ///   ``examine(_:longSide:)``.
  func hold(_ bytes: [UInt8], longSide: Int) -> JPEGCoefficients? {
    guard (try? format(of: bytes)) == .jpeg else { return nil }
    return JPEGDecoding(limits: limits).hold(bytes, leastLongSide: longSide)
  }

  /// The ICC profile that a file embeds; nil if it has none that can be read.
  func profile(in bytes: [UInt8]) -> [UInt8]? {
    switch try? format(of: bytes) {
    case .jpeg: (try? JPEGHeader(of: bytes))?.profile
    case .png: PNGDecoding(limits: limits).profile(in: bytes)
    case .heic, .avif: (try? HEIFHeader(of: bytes))?.profile
    case .webp: (try? WebPHeader(of: bytes))?.profile
    case nil: nil
    }
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

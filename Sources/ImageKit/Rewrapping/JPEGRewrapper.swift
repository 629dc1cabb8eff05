/// Losslessly rewrites a JPEG from its own coefficients, upright and without metadata.
///
/// ```swift
/// if let bytes = JPEGRewrapper(maxBytes: 200_000).rewrap(photo) { … }
/// ```
public struct JPEGRewrapper: Sendable {
  /// The maximum size of the new file, in bytes.
  public let maxBytes: Int
  /// The limits for decoding the photo.
  public let limits: DecodingLimits

  /// A rewrapper that makes files of at most `maxBytes` bytes.
  public init(maxBytes: Int, limits: DecodingLimits = DecodingLimits()) {
    self.maxBytes = maxBytes
    self.limits = limits
  }

  /// Returns the new file, or nil if it would be too large or could not show the same picture: because an edge to be
  /// mirrored does not consist of whole MCUs, a colour profile other than sRGB applies, or the file is damaged. In
  /// these cases the picture must be decoded and encoded again.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - turn: A transformation to apply after the file's EXIF orientation.
  public func rewrap(_ bytes: [UInt8], turn: ExifOrientation = .upright) -> [UInt8]? {
    // Check first what the headers can rule out, because decoding is expensive.
    guard maxBytes > 0, let header = try? JPEGHeader(of: bytes), mayFit(bytes.count, header.facts),
      keepsColours(header), let coefficients = PictureDecoder(limits: limits).hold(bytes, longSide: .max)
    else { return nil }
    return file(of: coefficients, turn)
  }

  /// Returns the new file for a photo whose coefficients have already been decoded.
  func rewrap(_ photo: JPEGCoefficients, turn: ExifOrientation) -> [UInt8]? {
    guard maxBytes > 0, keepsColours(photo.header) else { return nil }
    return file(of: photo, turn)
  }

  private func file(of photo: JPEGCoefficients, _ turn: ExifOrientation) -> [UInt8]? {
    photo.file(turned: photo.header.facts.orientation.followed(by: turn), maxBytes: maxBytes)
  }

  /// The most coefficients to transform. Two arrays with two bytes per coefficient must fit into the memory that
  /// preparing a photo with as many pixels may use.
  private static let mostCoefficients = 24_000_000

  /// Whether the new file could fit, judged before the coefficients are decoded. Better Huffman tables and scans save
  /// at most about a quarter of the coded data, and the number of coefficients is limited.
  func mayFit(_ count: Int, _ facts: PictureFacts) -> Bool {
    let samples = facts.components == 1 ? 2 : facts.chromaSubsampling == "4:2:0" ? 3 : 6  // in half samples per pixel
    guard facts.width * facts.height / 2 * samples <= Self.mostCoefficients else { return false }
    let besides = facts.metadata.filter { $0.kind != .thumbnail }.reduce(facts.trailingBytes) { $0 + $1.bytes }
    return (count - besides) / 4 * 3 <= maxBytes
  }

  private func keepsColours(_ header: JPEGHeader) -> Bool {
    // A broken profile is ignored, and the pixels are treated as sRGB, as everywhere else.
    guard let profile = header.profile else { return true }
    guard let transform = try? ProfileTransform(profile, model: header.facts.components == 1 ? .grey : .rgb) else {
      return true
    }
    if header.facts.components == 1 { return transform.keepsGreys }
    return header.facts.components == 3 && transform.keepsColours
  }
}

/// Makes a new JPEG file of a JPEG's own coefficients: without metadata, upright, and without any loss.
///
/// ```swift
/// if let bytes = JPEGRewrapper(maxBytes: 200_000).rewrap(photo) { … }
/// ```
public struct JPEGRewrapper: Sendable {
  /// The largest file to make, in bytes.
  public let maxBytes: Int
  /// What the photo may cost to read.
  public let limits: DecodingLimits

  /// A rewrapper for files of at most so many bytes.
  public init(maxBytes: Int, limits: DecodingLimits = DecodingLimits()) {
    self.maxBytes = maxBytes
    self.limits = limits
  }

  /// The new file, or nil when it would not fit or would not show the same picture: when an edge that has to be mirrored
  /// is not made of whole MCUs, when a colour profile other than sRGB has to be applied, or when anything is wrong with the
  /// file. Then the picture has to be decoded and encoded anew.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - turn: How the picture has to be turned beyond what its EXIF says.
  public func rewrap(_ bytes: [UInt8], turn: ExifOrientation = .upright) -> [UInt8]? {
    // What cannot be kept is not worth decoding.
    guard maxBytes > 0, let header = try? JPEGHeader(of: bytes), mayFit(bytes.count, header.facts),
      keepsColours(header), let coefficients = PictureDecoder(limits: limits).hold(bytes, longSide: .max)
    else { return nil }
    return rewrap(coefficients, turn: turn)
  }

  /// The new file of a photo that was decoded already and may fit.
  func rewrap(_ photo: JPEGCoefficients, turn: ExifOrientation) -> [UInt8]? {
    guard maxBytes > 0, keepsColours(photo.header) else { return nil }
    return photo.file(turned: photo.header.facts.orientation.followed(by: turn), maxBytes: maxBytes)
  }

  /// The most coefficients to turn. There are two arrays of two bytes for each, which must stay within what preparing a
  /// photo of as many pixels may take.
  private static let mostCoefficients = 24_000_000

  /// Whether the picture's own bytes are so few that other tables and scans, which save at most about a quarter, could
  /// bring them within the limit, and its coefficients are not too many. Otherwise they need not be read.
  func mayFit(_ count: Int, _ facts: PictureFacts) -> Bool {
    let samples = facts.components == 1 ? 2 : facts.chromaSubsampling == "4:2:0" ? 3 : 6  // half samples a pixel
    guard facts.width * facts.height / 2 * samples <= Self.mostCoefficients else { return false }
    let besides = facts.metadata.filter { $0.kind != .thumbnail }.reduce(facts.trailingBytes) { $0 + $1.bytes }
    return (count - besides) / 4 * 3 <= maxBytes
  }

  private func keepsColours(_ header: JPEGHeader) -> Bool {
    // Pixels of a broken profile are taken as sRGB everywhere else, too.
    guard let profile = header.profile else { return true }
    guard let transform = try? ProfileTransform(profile, model: header.facts.components == 1 ? .grey : .rgb) else {
      return true
    }
    guard header.facts.components == 1 else { return header.facts.components == 3 && ColourTable(transform) == nil }
    return zip(transform.greys(), 0...255).allSatisfy { abs(Int($0) - $1) <= 1 }
  }
}

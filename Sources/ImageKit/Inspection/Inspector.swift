/// Looks at a picture file as a portal and its reviewers would, without making anything of it.
///
/// ```swift
/// let inspection = Inspector().inspect(bytes, fileName: "IMG_0001.JPG")
/// inspection.ok
/// ```
public struct Inspector: Sendable {
  /// What the portal accepts.
  public var limits: PictureLimits
  /// What a picture may cost to look at.
  public var decodingLimits: DecodingLimits
  /// Whether to decode every pixel too. The usual look reads all data, and makes a small picture of it.
  public var isThorough = false

  /// An inspector for one portal's limits.
  public init(limits: PictureLimits = PictureLimits(), decodingLimits: DecodingLimits = DecodingLimits()) {
    self.limits = limits
    self.decodingLimits = decodingLimits
  }

  /// Everything that can be said of a file's content. Content that is no picture is a finding too, so nothing is thrown.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - fileName: The file's name without folders, or nil where it has none.
  public func inspect(_ bytes: [UInt8], fileName: String?) -> Inspection {
    var evidence = Evidence(limits: limits, fileName: fileName, byteCount: bytes.count)
    var thumbnail: PlanarPicture?
    do {
      let decoded = try PictureDecoder(limits: decodingLimits).examine(bytes)
      evidence.facts = decoded.facts
      evidence.flaws = decoded.flaws
      if isThorough { evidence.flaws = try PictureDecoder(limits: decodingLimits).decode(bytes).flaws }
      thumbnail = decoded.upright()
    } catch {
      evidence.failure = error
      evidence.facts = try? PictureFacts(of: bytes)
    }
    return Inspection(
      byteCount: bytes.count,
      facts: evidence.facts,
      findings: inspectionRules.compactMap { $0.finding(on: evidence) },
      thumbnail: thumbnail)
  }
}

/// Something noticed about a picture, with a code that programs know and a sentence for people.
public struct Finding: Sendable, Hashable {
  /// What was noticed. The names are part of the command's contract.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case unreadable
    case wrongFormat = "wrong-format"
    case extensionMismatch = "extension-mismatch"
    case tooManyBytes = "too-many-bytes"
    case notUpright = "not-upright"
    case corrupt
    case truncated
    case tooSmall = "too-small"
    case multiplePictures = "multiple-pictures"
    case locationInside = "location-inside"
    case brokenProfile = "broken-profile"
    case blurred
    case smallText = "small-text"
    case tooDark = "too-dark"
    case tooBright = "too-bright"
    case lowContrast = "low-contrast"
    case blank
    case cutOff = "cut-off"
    case duplicate
    case orientationUndecided = "orientation-undecided"
    case pageNotFound = "page-not-found"
  }

  /// Whether the picture fails over it.
  public enum Severity: String, Sendable, Hashable {
    /// The portal or a reviewer would refuse the picture.
    case error
    /// Worth knowing, and no reason to refuse.
    case warning
  }

  /// What was noticed.
  public let code: Code
  /// Whether the picture fails over it.
  public let severity: Severity
  /// How good or how sure what was noticed is, 0…100, where it is a matter of degree; the message says of what.
  public let score: Int?
  /// What is wrong and what to do about it.
  public let message: Bilingual

  /// A finding.
  public init(_ code: Code, _ severity: Severity, score: Int? = nil, _ message: Bilingual) {
    self.code = code
    self.severity = severity
    self.score = score
    self.message = message
  }
}

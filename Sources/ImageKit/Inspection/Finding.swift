import Wording

/// Something noticed about a picture, with a code that programs know and a sentence for people.
public struct Finding: Sendable, Hashable {
  /// What was noticed. The names are part of the command's contract.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No picture can be made of the file.
    case unreadable
    /// A picture of a format that the portal does not take.
    case wrongFormat = "wrong-format"
    /// The file's name ends otherwise than its content wants.
    case extensionMismatch = "extension-mismatch"
    /// The file is larger than the limit.
    case tooManyBytes = "too-many-bytes"
    /// It is stored turned or mirrored, or its text does not stand upright.
    case notUpright = "not-upright"
    /// Its data contradicts itself: parts may be wrong.
    case corrupt
    /// The file ends before the picture does.
    case truncated
    /// Its short side has too few pixels.
    case tooSmall = "too-small"
    /// There are more pictures in the file, of which the first is meant.
    case multiplePictures = "multiple-pictures"
    /// It tells where it was taken.
    case locationInside = "location-inside"
    /// Its colour profile cannot be used.
    case brokenProfile = "broken-profile"
    /// Its text is not sharp.
    case blurred
    /// Its text is too small to be read well.
    case smallText = "small-text"
    /// The page is too dark.
    case tooDark = "too-dark"
    /// Light or its reflection washes a part of the page out.
    case tooBright = "too-bright"
    /// Text hardly stands out from the page.
    case lowContrast = "low-contrast"
    /// Nothing is to be seen.
    case blank
    /// Text runs out of the picture.
    case cutOff = "cut-off"
    /// It shows the same as another picture.
    case duplicate
    /// How the page lies cannot be told from its text.
    case orientationUndecided = "orientation-undecided"
    /// The page's four edges are not surely seen.
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

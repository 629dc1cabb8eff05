import Wording

/// A problem found in a picture, with a code for programs and a message for people.
public struct Finding: Sendable, Hashable {
  /// The kind of problem. The raw values are part of the command's contract.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The file cannot be decoded as a picture.
    case unreadable
    /// The picture's format is not accepted by the portal.
    case wrongFormat = "wrong-format"
    /// The file name's extension does not match the content.
    case extensionMismatch = "extension-mismatch"
    /// The file is larger than the limit.
    case tooManyBytes = "too-many-bytes"
    /// The file is smaller than the minimum.
    case tooFewBytes = "too-few-bytes"
    /// The picture is stored rotated or mirrored, or its text is not upright.
    case notUpright = "not-upright"
    /// The data is damaged, and parts of the picture may be wrong.
    case corrupt
    /// The file ends before the picture is complete.
    case truncated
    /// The short side has too few pixels.
    case tooSmall = "too-small"
    /// Width or height is not what the portal requires.
    case wrongSize = "wrong-size"
    /// Width and height do not have the required ratio.
    case wrongRatio = "wrong-ratio"
    /// The file does not state the required resolution in dots per inch.
    case wrongDots = "wrong-dpi"
    /// The picture's colours are not of the required kind.
    case wrongColour = "wrong-colour"
    /// The background of a portrait does not have a required colour.
    case wrongBackground = "wrong-background"
    /// The file's name does not follow the required pattern.
    case wrongName = "wrong-name"
    /// The file does not lie in the required folder.
    case wrongFolder = "wrong-folder"
    /// A person has fewer files than required.
    case tooFewFiles = "too-few-files"
    /// A person has more files than accepted.
    case tooManyFiles = "too-many-files"
    /// A person's files have more bytes together than accepted.
    case setTooLarge = "set-too-large"
    /// The file contains several pictures; only the first is used.
    case multiplePictures = "multiple-pictures"
    /// The metadata contains the location where the photo was taken.
    case locationInside = "location-inside"
    /// All pixels can be decoded, but the file violates its format's specification.
    case untidyFile = "untidy-file"
    /// The colour profile cannot be used.
    case brokenProfile = "broken-profile"
    /// The text is blurred.
    case blurred
    /// The text is too small to be read easily.
    case smallText = "small-text"
    /// The page is too dark.
    case tooDark = "too-dark"
    /// Part of the page is washed out by glare or overexposure.
    case tooBright = "too-bright"
    /// The text has little contrast with the page.
    case lowContrast = "low-contrast"
    /// The picture is blank.
    case blank
    /// Text is cut off at the edge of the picture.
    case cutOff = "cut-off"
    /// The picture shows another paper than is wanted.
    case wrongPaper = "wrong-paper"
    /// The identity card in the picture bears another number than it should.
    case wrongNumber = "wrong-number"
    /// The picture shows the same as another picture.
    case duplicate
    /// The text does not show which way up the page is.
    case orientationUndecided = "orientation-undecided"
    /// The four edges of the page were not found reliably.
    case pageNotFound = "page-not-found"
  }

  /// Whether a finding rejects the picture.
  public enum Severity: String, Sendable, Hashable {
    /// The portal or a reviewer would reject the picture.
    case error
    /// The picture can be accepted despite the finding.
    case warning
  }

  /// How a program can resolve a finding.
  public enum Remedy: Sendable, Hashable {
    /// ``Preparation`` makes a picture without this problem.
    case prepare
    /// ``Preparation`` makes a picture without this problem if it detects the orientation from the text
    /// (``Preparation/UprightSource/auto``). For a picture that a front camera has mirrored, taking another photo helps
    /// too.
    case prepareTurning(orPhotographAgain: Bool)
    /// The remedy of the error that prevented decoding.
    case reading(DecodingError.Remedy)
  }

  /// The kind of problem.
  public let code: Code
  /// Whether the finding rejects the picture.
  public let severity: Severity
  /// A score from 0 to 100 if the problem is a matter of degree; the message says what it measures.
  public let score: Int?
  /// What is wrong, and how to resolve it when that takes no program.
  public let message: Bilingual
  /// How a program can resolve it. The caller words the remedy for its own users.
  public let remedy: Remedy?

  /// Creates a finding.
  public init(_ code: Code, _ severity: Severity, score: Int? = nil, _ message: Bilingual, remedy: Remedy? = nil) {
    self.code = code
    self.severity = severity
    self.score = score
    self.message = message
    self.remedy = remedy
  }
}

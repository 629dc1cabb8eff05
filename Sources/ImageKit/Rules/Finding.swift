import Wording

/// Something noticed about a picture, with a code that programs know and a sentence for people.
public struct Finding: Sendable, Hashable {
  /// What was noticed. The names are part of the command's contract.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No picture can be made of the file.
    case unreadable
    /// A picture of a format that the portal does not take.
    case wrongFormat = "wrong-format"
    /// The file name's extension does not fit its content.
    case extensionMismatch = "extension-mismatch"
    /// The file is larger than the limit.
    case tooManyBytes = "too-many-bytes"
    /// It is stored turned or mirrored, or its text does not stand upright.
    case notUpright = "not-upright"
    /// Its data are damaged: parts of the picture may be wrong.
    case corrupt
    /// The file ends before the picture does.
    case truncated
    /// Its short side has too few pixels.
    case tooSmall = "too-small"
    /// The file holds several pictures; the first is used.
    case multiplePictures = "multiple-pictures"
    /// Its metadata tell where it was taken.
    case locationInside = "location-inside"
    /// Every pixel is there, but the file is not as its format prescribes.
    case untidyFile = "untidy-file"
    /// Its colour profile cannot be used.
    case brokenProfile = "broken-profile"
    /// Its text is not sharp.
    case blurred
    /// Its text is too small to be read well.
    case smallText = "small-text"
    /// The page is too dark.
    case tooDark = "too-dark"
    /// Glare or overexposure washes out a part of the page.
    case tooBright = "too-bright"
    /// Text has little contrast with the page.
    case lowContrast = "low-contrast"
    /// The picture is blank.
    case blank
    /// Text runs out of the picture.
    case cutOff = "cut-off"
    /// It shows the same as another picture.
    case duplicate
    /// Which way up the page is cannot be told from its text.
    case orientationUndecided = "orientation-undecided"
    /// The page's four edges were not found with certainty.
    case pageNotFound = "page-not-found"
  }

  /// Whether it makes the picture fail.
  public enum Severity: String, Sendable, Hashable {
    /// The portal or a reviewer would refuse the picture.
    case error
    /// Worth knowing, but no reason to refuse.
    case warning
  }

  /// What a program can do about a finding.
  public enum Remedy: Sendable, Hashable {
    /// ``Preparation`` makes a picture that is free of it.
    case prepare
    /// So it does when it is told to turn by the text (``Preparation/UprightSource/auto``); for a picture that a front
    /// camera has mirrored, another photo will do as well.
    case prepareTurning(orPhotographAgain: Bool)
    /// That of the error for which the file was not read.
    case reading(DecodingError.Remedy)
  }

  /// What was noticed.
  public let code: Code
  /// Whether it makes the picture fail.
  public let severity: Severity
  /// A score from 0 to 100 where the finding is a matter of degree; the message says of what.
  public let score: Int?
  /// What is wrong, and what to do about it where no program is needed for that.
  public let message: Bilingual
  /// What a program can do about it; whoever shows the finding words it for the people who see it.
  public let remedy: Remedy?

  /// A finding.
  public init(_ code: Code, _ severity: Severity, score: Int? = nil, _ message: Bilingual, remedy: Remedy? = nil) {
    self.code = code
    self.severity = severity
    self.score = score
    self.message = message
    self.remedy = remedy
  }
}

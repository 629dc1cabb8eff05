import ImageKit

/// The inspection's results for a photo that is being stored.
struct SeenPicture: Sendable {
  /// Warnings for the reviewer.
  let findings: [Finding]
  /// Perceptual hash; nil for a picture without features, such as a blank page.
  let hash: PerceptualHash?
  /// Which paper the photo shows; nil where it was not examined.
  let paper: PaperLook?
  /// By how many degrees the photo was turned clockwise by its text.
  let turned: Int
  /// Whether the card in it bears the registration's number; nil where none was compared.
  let number: CardNumberAnswer.Kind?

  /// ImageKit's findings about a photo's content. Findings about the file alone are dropped: preparation corrects
  /// them.
  init(
    _ findings: [Finding], hash: PerceptualHash?, paper: PaperLook? = nil, turned: Int = 0,
    number: CardNumberAnswer.Kind? = nil
  ) {
    let onlyOfTheFile: Set<Finding.Code> = [
      .extensionMismatch, .locationInside, .multiplePictures, .untidyFile, .brokenProfile,
      .orientationUndecided, .pageNotFound,
    ]
    self.turned = turned
    self.number = number
    self.findings = findings.filter { !onlyOfTheFile.contains($0.code) }
    self.hash = hash
    self.paper = paper
  }

  /// The same without the small picture of the page, for a store whose pictures are encrypted.
  var withoutDetail: SeenPicture {
    SeenPicture(findings, hash: hash?.with(nil), paper: paper, turned: turned, number: number)
  }

  /// The same picture at a place: with a warning if the place takes another paper, and without the warnings that the
  /// policy does not give.
  func placed(at place: Place, for applicant: Applicant, under policy: Policy) -> SeenPicture {
    let wrong = paper.flatMap { policy.wrongPaper($0, at: place, for: applicant) }
    return SeenPicture(
      policy.given(findings + [wrong].compactMap(\.self)), hash: hash, paper: paper, turned: turned,
      number: number)
  }
}

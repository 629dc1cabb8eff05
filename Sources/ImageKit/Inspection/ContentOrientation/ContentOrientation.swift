import Foundation

/// How the content of a picture lies: which way its text runs.
///
/// Many small patches are shown to a network that knows text in all eight states, and each votes with what it is sure of.
/// A picture without printed text, or whose patches disagree, is undecided.
///
/// ```swift
/// ContentOrientation(of: picture.luma).state == .upsideDown
/// ```
public struct ContentOrientation: Sendable, Hashable {
  /// The EXIF orientation that would be right for the samples looked at: `.upright` if nothing is to be done, nil if
  /// undecided. For samples as stored, compare it with what the file's EXIF says.
  public let state: ExifOrientation?
  /// How sure that is, 0…1: below `sure` the state is nil.
  public let confidence: Double
  /// How many patches showed text.
  public let textPatches: Int

  /// The confidence from which a state is given.
  public static let sure = 0.9

  /// Looks at the luma of a picture, best with a long side between 1,200 and 2,400 pixels.
  public init(of luma: Plane) {
    self.init(TextSurvey(of: luma))
  }

  /// Counts the votes of a survey.
  init(_ survey: TextSurvey) {
    let votes = survey.votes
    textPatches = votes.count
    guard votes.count >= Self.fewestPatches else {
      state = nil
      confidence = 0
      return
    }
    // Patches are no independent witnesses, so a margin counts for far less than its exponential; and where a patch adds
    // little to it, as handwriting's do, many of them prove no more than a few.
    let eachAdds = votes.margin / Double(votes.count)
    confidence = (1 - exp(-votes.margin / 10)) * min(1, votes.agreement / 0.35, eachAdds / 1.2)
    state = confidence >= Self.sure ? votes.winner : nil
  }

  /// Fewer patches with text than this decide nothing.
  private static let fewestPatches = 5
}

/// The orientation of a picture's content, determined from its text.
///
/// A network recognises text in small patches in any of the eight EXIF orientations, and their results are combined.
/// The orientation is undecided where there is no printed text, or where patches disagree.
///
/// ```swift
/// ContentOrientation(of: picture.luma).state == .upsideDown
/// ```
public struct ContentOrientation: Sendable, Hashable {
  /// The EXIF orientation that is right for the examined samples: `.upright` if they need not be turned, nil if
  /// undecided. If the samples are as stored in a file, compare it with the file's EXIF orientation.
  public let state: ExifOrientation?
  /// The confidence, 0…1; below `sure` the state is nil.
  public let confidence: Double
  /// How many patches showed text.
  public let textPatches: Int

  /// The confidence from which a state is given.
  public static let sure = 0.9

  /// Examines the luma of a picture, best with a long side between 1,200 and 2,400 pixels.
  public init(of luma: Plane) {
    self.init(TextSurvey(of: luma))
  }

  /// The result of a survey.
  ///
  /// - Parameter inStrip: Whether the picture is several times as long as it is wide. A stamp runs over such a picture
  ///   so steeply that its text seems to lie on its side, where no other text can be read. So steep text does not
  ///   decide a strip's orientation.
  init(_ survey: TextSurvey, inStrip: Bool = false) {
    textPatches = survey.text.count
    let isStamp = inStrip && survey.votes.winner != .upright && survey.isSteep
    confidence = isStamp ? min(survey.votes.confidence, 0.5) : survey.votes.confidence
    state = confidence >= Self.sure ? survey.votes.winner : nil
  }

  /// The same without a state, and with a confidence of at most `confidence`, which must be less than `sure`.
  func doubted(to confidence: Double) -> ContentOrientation {
    ContentOrientation(state: nil, confidence: min(self.confidence, confidence), textPatches: textPatches)
  }

  private init(state: ExifOrientation?, confidence: Double, textPatches: Int) {
    self.state = state
    self.confidence = confidence
    self.textPatches = textPatches
  }
}

/// Something that happened to an application.
public enum Event: Sendable, Hashable {
  /// The candidate activated the application.
  case activated
  /// A picture was put at a place, which was empty or had another one.
  case uploaded(Place, StoredPicture, replaced: StoredPicture?)
  /// A picture was taken away.
  case removed(Place, StoredPicture)
  /// A picture of last year was put at a place, locked.
  case carriedOver(Place, StoredPicture)
  /// A picture of last year was kept, to compare a new one with.
  case remembered(Place, StoredPicture)
  /// The application was submitted, by the candidate or automatically.
  case submitted
  /// The last picture was removed from an application that is submitted automatically.
  case emptied
  /// A reviewer claimed the application, or extended the claim.
  case claimed(Application.Claim)
  /// A reviewer released the claim.
  case released
  /// A picture was accepted.
  case accepted(Place)
  /// A picture was asked for.
  case wanted(Place, note: String)
  /// The application was returned to the candidate.
  case returned(Level, note: String, reactBy: Moment?)
  /// A level took its return back.
  case withdrawn(Level)
  /// A level found that the candidate does not qualify.
  case rejected(Level, note: String)
  /// A level took its pass or rejection back; the candidate may have seen it.
  case reopened(Level, wasVisible: Bool)
  /// A level passed it; `final` when none follows.
  case passed(Level, final: Bool)
  /// A level's decision was published.
  case published(Level)
  /// The application entered a stage after the last pass.
  case staged(Application.State)
}

/// Something that happened to an application.
public enum Event: Sendable, Hashable {
  /// The candidate came in.
  case activated
  /// A picture was put at a place, instead of another one or none.
  case uploaded(Place, StoredPicture, replaced: StoredPicture?)
  /// A picture was taken away.
  case removed(Place, StoredPicture)
  /// A picture of last year was put at a place, locked.
  case carriedOver(Place, StoredPicture)
  /// A picture of last year was kept, to compare a new one with.
  case remembered(Place, StoredPicture)
  /// Handed in, by the candidate or by itself.
  case submitted
  /// The last picture has gone from an application that hands itself in.
  case emptied
  /// A reviewer took hold, or held on.
  case claimed(Application.Claim)
  /// A reviewer let go.
  case released
  /// A picture was found good.
  case accepted(Place)
  /// A picture was asked for.
  case wanted(Place, note: String)
  /// Back to the candidate.
  case returned(Level, note: String, reactBy: Moment?)
  /// A level took its return back.
  case withdrawn(Level)
  /// A level found that the candidate does not qualify.
  case rejected(Level, note: String)
  /// A level took its pass or rejection back; the candidate may have seen it.
  case reopened(Level, wasVisible: Bool)
  /// A level passed it; `final` when none follows.
  case passed(Level, final: Bool)
  /// A level's decision was declared.
  case published(Level)
  /// What follows the last pass.
  case staged(Application.State)
}

/// Something that happened to an application.
public enum Event: Sendable, Hashable {
  /// The candidate activated the application.
  case activated
  /// A picture was uploaded to a place, which was empty or had another picture.
  case uploaded(Place, StoredPicture, replaced: StoredPicture?)
  /// Two pictures of a material changed places; with what each of the two places has now.
  case exchanged([Place: StoredPicture])
  /// A picture was removed.
  case removed(Place, StoredPicture)
  /// A picture from last year was put at a place, locked.
  case carriedOver(Place, StoredPicture)
  /// A picture from last year was kept for comparison with a new one.
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
  /// A level withdrew its return.
  case withdrawn(Level)
  /// A level rejected the application: the candidate does not qualify.
  case rejected(Level, note: String, by: StaffName)
  /// A level reopened the application after its pass or rejection, which the candidate may have seen.
  case reopened(Level, wasVisible: Bool)
  /// A level passed the application; `final` when no level follows.
  case passed(Level, final: Bool)
  /// A level's decision was published.
  case published(Level)
  /// The application entered a stage after the last pass.
  case staged(Application.State)
  /// Staff corrected these fields of the registration; with the facts that hold now.
  case corrected([RegistrationField], Applicant)
  /// The whole identity number was shown to the reviewer.
  case identityShown
  /// Staff extended the time to react to a return, or without one the time to upload.
  case extended(until: Moment, reason: String)
  /// The candidate allowed a clerk, of an organisation, to upload.
  case helperAllowed(StaffName, organisation: String)
  /// The candidate's permission for a clerk ended.
  case helperRevoked
  /// A clerk, of an organisation, changed the picture at a place for the candidate; with whether the candidate is told
  /// now.
  case helped(Place, by: StaffName, organisation: String, isTold: Bool)
  /// The candidate appealed against the rejection.
  case appealed(String)
  /// Another member of staff of the level decided the appeal.
  case appealDecided(Level, Appeal.Decision)
  /// A level's decision was drawn for a second look; with the words of a return or a rejection.
  case drawn(Level, Application.Result, note: String, by: StaffName)
  /// The second verdict was given on the decision that led to a version.
  case lookedAgain(Int, SecondLook.Given)
  /// A conflict of interest of a member of staff was declared.
  case conflictDeclared(StaffName, Conflict)
  /// A conflict of interest was withdrawn.
  case conflictWithdrawn(StaffName)
}

/// A request to change one application.
public struct Command: Sendable, Hashable {
  /// What to do.
  public var act: Act
  /// Who asks.
  public var actor: Actor
  /// The version that the person saw; nil accepts any.
  public var version: Int?
  /// The ``Application/candidateVersion`` that the candidate saw; nil accepts any.
  public var candidateVersion: Int?
  /// Whether a decision is drawn for a second look. The store sets it, by a keyed hash.
  public var isDrawn = false

  /// A command.
  public init(_ act: Act, by actor: Actor, version: Int? = nil) {
    self.act = act
    self.actor = actor
    self.version = version
  }

  /// An act on an application.
  public enum Act: Sendable, Hashable {
    /// Activates the application at the candidate's first sign-in.
    case activate
    /// Uploads a picture for a material. Without a position it goes to a place where one is asked for, else to the
    /// lowest free one. Without a picture, the command only checks whether an upload would be accepted.
    case upload(material: MaterialID, position: Int?, picture: StoredPicture?)
    /// Replaces the picture at a place by another of the same photo, turned or cropped otherwise. If the place has
    /// another picture than the one that was shown, the act is refused; nil accepts any. Without a picture, the command
    /// only checks whether the act would be accepted.
    case adjust(Place, showing: Digest?, picture: StoredPicture?)
    /// Exchanges the picture at a place with that at another position of the material. If one of them is not the
    /// picture that was shown, in this order, the act is refused; without such pictures any are accepted.
    case exchange(Place, with: Int, showing: [Digest])
    /// Removes a picture.
    case remove(Place)
    /// Submits the application for review (提交审核).
    case submit
    /// Puts pictures from last year at empty places, locked.
    case carryOver([Place: StoredPicture])
    /// Claims the application for review.
    case claim
    /// Releases the claim.
    case release
    /// Accepts a picture.
    case accept(Place)
    /// Accepts every picture that is not decided yet; with the places that the reviewer has looked at.
    case acceptAll(seen: [Place])
    /// Asks for another picture, with a note.
    case want(Place, note: String)
    /// Returns the application to the candidate, with a note.
    case `return`(note: String)
    /// Asks for another picture at every place of a material that has one, or at its first place, and returns the
    /// application, with the same note for all.
    case returnWanting(MaterialID, note: String)
    /// Withdraws a return.
    case withdraw
    /// Rejects the application, with a note: the candidate does not qualify.
    case reject(note: String)
    /// Reopens a passed or rejected application.
    case reopen
    /// Passes the application at this level.
    case pass
    /// Publishes this level's decision, so that the candidate may see it.
    case publish(Level)
    /// Moves the application to a stage after the region's pass.
    case stage(Application.State)
    /// Corrects the registration's data: which fields differ, and the facts that the rules need afterwards.
    case correct([RegistrationField], Applicant)
    /// Shows the whole identity number to the reviewer.
    case showIdentity
    /// Extends the candidate's time to react to a return, with a reason.
    case extend(until: Moment, reason: String)
    /// Allows a clerk, of an organisation, to upload for the candidate.
    case allowHelper(StaffName, organisation: String)
    /// Ends that permission.
    case revokeHelper
    /// Files the candidate's appeal against a rejection.
    case appeal(String)
    /// Decides the appeal, with a note.
    case decideAppeal(Appeal.Outcome, note: String)
    /// Declares a conflict of interest of a member of staff, with a reason.
    case declareConflict(of: StaffName, Conflict.Kind, reason: String)
    /// Gives the second verdict on a decision that was drawn for it.
    case secondLook(SecondLook.Verdict)
    /// Withdraws a conflict of interest.
    case withdrawConflict(of: StaffName)

    /// The act's name in the audit log.
    public var name: String {
      switch self {
      case .activate: "activate"
      case .upload: "upload"
      case .adjust: "adjust"
      case .exchange: "exchange"
      case .remove: "remove"
      case .submit: "submit"
      case .carryOver: "carry-over"
      case .claim: "claim"
      case .release: "release"
      case .accept: "accept"
      case .acceptAll: "accept-all"
      case .want: "want"
      case .return, .returnWanting: "return"
      case .withdraw: "withdraw"
      case .reject: "reject"
      case .reopen: "reopen"
      case .pass: "pass"
      case .publish: "publish"
      case .stage: "stage"
      case .correct: "correct"
      case .showIdentity: "show-identity"
      case .extend: "extend"
      case .allowHelper: "helper-allow"
      case .revokeHelper: "helper-revoke"
      case .appeal: "appeal"
      case .decideAppeal(.upheld, _): "appeal-uphold"
      case .decideAppeal(.granted, _): "appeal-grant"
      case .secondLook: "second-look"
      case .declareConflict: "conflict-declare"
      case .withdrawConflict: "conflict-withdraw"
      }
    }
  }
}

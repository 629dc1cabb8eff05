/// A request to change one application.
public struct Command: Sendable, Hashable {
  /// What to do.
  public var act: Act
  /// Who asks.
  public var actor: Actor
  /// The version the person saw; nil means whatever is current.
  public var version: Int?
  /// The version that a candidate saw, who is shown ``Application/candidateVersion``; nil means whatever is current.
  public var candidateVersion: Int?

  /// A command.
  public init(_ act: Act, by actor: Actor, version: Int? = nil) {
    self.act = act
    self.actor = actor
    self.version = version
  }

  /// All that can be done to an application.
  public enum Act: Sendable, Hashable {
    /// Activates the application at the candidate's first sign-in.
    case activate
    /// A picture for a material; without a position for a wanted place, else the lowest free one. Without a picture it
    /// is only asked whether one would be taken.
    case upload(material: String, position: Int?, picture: StoredPicture?)
    /// Removes a picture.
    case remove(Place)
    /// Hands in for review (提交审核).
    case submit
    /// Locked pictures from last year, for places that are empty.
    case carryOver([Place: StoredPicture])
    /// Claims the application for review.
    case claim
    /// Releases the claim.
    case release
    /// Accepts a picture.
    case accept(Place)
    /// Asks for another picture, with a note.
    case want(Place, note: String)
    /// Returns it to the candidate, with a note.
    case `return`(note: String)
    /// Withdraws a return.
    case withdraw
    /// Rejects it: the candidate does not qualify; with a note.
    case reject(note: String)
    /// Reopens a passed or rejected application.
    case reopen
    /// Passes it at this level.
    case pass
    /// Publishes this level's decision, so that the candidate may see it.
    case publish(Level)
    /// Moves it to a stage after the region's pass.
    case stage(Application.State)

    /// The act's name in the audit.
    public var name: String {
      switch self {
      case .activate: "activate"
      case .upload: "upload"
      case .remove: "remove"
      case .submit: "submit"
      case .carryOver: "carry-over"
      case .claim: "claim"
      case .release: "release"
      case .accept: "accept"
      case .want: "want"
      case .return: "return"
      case .withdraw: "withdraw"
      case .reject: "reject"
      case .reopen: "reopen"
      case .pass: "pass"
      case .publish: "publish"
      case .stage: "stage"
      }
    }
  }
}

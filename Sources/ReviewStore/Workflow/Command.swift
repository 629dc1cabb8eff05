/// Something a person wants done to one application.
public struct Command: Sendable, Hashable {
  /// The deed.
  public var act: Act
  /// Who wants it.
  public var actor: Actor
  /// The version the person saw; nil means whatever is current.
  public var version: Int?
  /// The version that a candidate saw, who is shown ``Application/candidateVersion``; nil means whatever is current.
  public var candidateVersion: Int?

  /// A wish.
  public init(_ act: Act, by actor: Actor, version: Int? = nil) {
    self.act = act
    self.actor = actor
    self.version = version
  }

  /// All that can be done to an application.
  public enum Act: Sendable, Hashable {
    /// The candidate comes in for the first time.
    case activate
    /// A picture for a material; without a position for a wanted place, else the lowest free one. Without a picture it
    /// is only asked whether one would be taken.
    case upload(material: String, position: Int?, picture: StoredPicture?)
    /// Away with a picture.
    case remove(Place)
    /// Hands in for review (提交审核).
    case submit
    /// Locked pictures from last year, for places that are empty.
    case carryOver([Place: StoredPicture])
    /// Takes hold of the application.
    case claim
    /// Gives it back to the queue.
    case release
    /// A picture is good.
    case accept(Place)
    /// Another picture is asked for, with words.
    case want(Place, note: String)
    /// Back to the candidate, with words.
    case `return`(note: String)
    /// Takes a return back.
    case withdraw
    /// Does not qualify, with words.
    case reject(note: String)
    /// Takes a pass or a rejection back.
    case reopen
    /// Qualifies, as far as this level is concerned.
    case pass
    /// Declares this level's decision, so that the candidate may see it.
    case publish(Level)
    /// What follows the region's pass.
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

/// Why a store is closed to acts: it is being copied, or has been, or it is a copy that is not complete.
public struct StoreClosure: Sendable, Hashable {
  /// The reasons.
  public enum Reason: Sendable, Hashable {
    /// A copy of the store is being made.
    case beingCopied
    /// A complete copy has been made, and took the store's place.
    case copied
    /// The store is a copy in which something is missing yet.
    case unfinished
  }

  /// Why it is closed.
  public let reason: Reason
  /// The folder of the other store: of the copy, or of the store that is copied.
  public let place: String

  /// A reason, with the other store's folder.
  public init(_ reason: Reason, _ place: String) {
    self.reason = reason
    self.place = place
  }
}

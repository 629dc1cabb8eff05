/// How long the log is and how it ends. Kept beside the entries and in every backup, so that a log that was cut off,
/// or made anew as a whole, is found out.
public struct ChainHead: Sendable, Hashable {
  /// The number of entries.
  public let length: Int
  /// The last entry's hash; 64 zeros for an empty log.
  public let hash: String

  /// The beginning of every log.
  static let empty = ChainHead(length: 0, hash: String(repeating: "0", count: 64))
}

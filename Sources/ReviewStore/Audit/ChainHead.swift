/// The log's length and the hash of its last entry. Copies beside the database and in every backup show if the log was
/// truncated or replaced.
public struct ChainHead: Sendable, Hashable {
  /// The number of entries.
  public let length: Int
  /// The last entry's hash; 64 zeros for an empty log.
  public let hash: String

  /// The head of an empty log.
  static let empty = ChainHead(length: 0, hash: String(repeating: "0", count: 64))
}

/// The length of the log and the hash of its last entry. They are kept beside the entries and in every backup, which
/// shows whether a log was cut off or replaced as a whole.
public struct ChainHead: Sendable, Hashable {
  /// The number of entries.
  public let length: Int
  /// The last entry's hash; 64 zeros for an empty log.
  public let hash: String

  /// The head of an empty log.
  static let empty = ChainHead(length: 0, hash: String(repeating: "0", count: 64))
}

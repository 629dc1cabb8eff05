import Crypto

/// The log's length and a hash over all its entries. Copies beside the database and in every backup show if the log was
/// truncated or replaced.
public struct ChainHead: Sendable, Hashable {
  /// The number of entries.
  public let length: Int
  /// The hash over all entries; 64 zeros for an empty log. Each entry makes it anew: SHA-256 over the digits of the hash
  /// before it and of the entry's hash. Up to the end of the first era it is the last entry's hash.
  public let hash: String

  /// The head of an empty log.
  static let empty = ChainHead(length: 0, hash: String(repeating: "0", count: 64))

  /// The head after one more entry.
  func adding(_ entryHash: String) -> ChainHead {
    var hash = SHA256()
    hash.update(data: Array(self.hash.utf8))
    hash.update(data: Array(entryHash.utf8))
    return ChainHead(length: length + 1, hash: hash.finalize().hexadecimal)
  }
}

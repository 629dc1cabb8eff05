import Crypto

/// The log's last entry. Copies beside the database and in every backup show if the log was truncated or replaced.
public struct ChainHead: Sendable, Hashable {
  /// The entry's sequence number; 0 for an empty log.
  public let length: Int
  /// The entry's hash; 64 zeros for an empty log. In files of earlier versions, after the first era, it is a hash over
  /// all entries: each made it anew, as SHA-256 over the digits of the hash before it and of the entry's hash.
  public let hash: String

  /// The head of an empty log.
  static let empty = ChainHead(length: 0, hash: String(repeating: "0", count: 64))

  /// The head after one more entry, as earlier versions made it.
  func adding(_ entryHash: String) -> ChainHead {
    var hash = SHA256()
    hash.update(data: Array(self.hash.utf8))
    hash.update(data: Array(entryHash.utf8))
    return ChainHead(length: length + 1, hash: hash.finalize().hexadecimal)
  }
}

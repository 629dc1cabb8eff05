import Crypto

/// A signed head of the log: the root of the Merkle tree over all entries up to one.
///
/// Whoever has a head can prove of an entry that it was in the log, and show that the log was rewritten. The signature
/// is Ed25519 (RFC 8032) with a key derived from the store's key.
public struct SealedHead: Sendable, Hashable {
  /// The number of entries below it.
  public let size: Int
  /// The root over their hashes, as 64 hexadecimal digits.
  public let root: String
  /// When it was made.
  public let time: Moment
  /// The end of the log's first era: entries up to this one are linked to the entry before them, later ones to the last
  /// entry about their subject. 0 in a log without a first era.
  public let eraEnd: Int
  /// The ``hash`` of the head before it; 64 zeros for the first.
  public let previous: String
  /// The signature of its statement, as 128 hexadecimal digits.
  public let signature: String

  /// The same head with the signature of its statement.
  func signed(_ signature: (_ statement: String) throws -> String) rethrows -> SealedHead {
    SealedHead(
      size: size, root: root, time: time, eraEnd: eraEnd, previous: previous, signature: try signature(statement))
  }

  /// The text that is signed.
  public var statement: String {
    """
    uploadprep log head
    size: \(size)
    root: \(root)
    time: \(time.milliseconds)
    era: \(eraEnd)
    previous: \(previous)

    """
  }

  /// The SHA-256 of the statement, to which the next head refers.
  public var hash: String { AuditText.hash(of: statement) }

  /// The whole head on one line: size, root, time in milliseconds since 1970, end of the first era, hash of the
  /// previous head, signature.
  public var line: String { "\(size) \(root) \(time.milliseconds) \(eraEnd) \(previous) \(signature)" }
}

extension SealedHead {
  /// Reads a ``line``; nil when it is none.
  init?(line: String) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 6, let size = Int(words[0]), size > 0, let time = Int64(words[2]), let eraEnd = Int(words[3]),
      words[1].count == 64, words[4].count == 64, words[5].count == 128
    else { return nil }
    self.init(
      size: size, root: words[1], time: Moment(milliseconds: time), eraEnd: eraEnd, previous: words[4],
      signature: words[5])
  }
}

/// What is known of a log outside of its database: in `store.head`, or in a backup.
public struct KnownHeads: Sendable, Hashable {
  /// The log's last entry.
  public let log: ChainHead
  /// The last signed head; nil where none was known.
  public let sealed: SealedHead?

  /// What is known of a log.
  init(log: ChainHead, sealed: SealedHead? = nil) {
    self.log = log
    self.sealed = sealed
  }
}

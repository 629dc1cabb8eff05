/// The proof that one subject's entries are in the log that a signed head describes.
///
/// `Scripts/check-log-proof` checks it without the store and without this program.
public struct LogProof: Sendable {
  /// One entry with its place in the tree.
  public struct Entry: Sendable {
    /// The entry.
    public let entry: AuditEntry
    /// The hash to which the entry is linked.
    public let previous: String
    /// The position of its leaf in the tree, from 0.
    public let leaf: Int
    /// The siblings from the entry's leaf up to the root, as hexadecimal digits.
    public let path: [String]
  }

  /// The registration number or the staff member's name.
  public let subject: String
  /// The signed head.
  public let head: SealedHead
  /// The key for the head's signature, as 64 hexadecimal digits.
  public let publicKey: String
  /// The subject's entries below the head, oldest first.
  public let entries: [Entry]
  /// How many later entries the subject has, which no head covers yet.
  public let unsealed: Int
}

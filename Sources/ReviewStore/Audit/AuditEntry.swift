import Crypto

/// One entry of the audit log: who changed what, when, and the values before and after. Its hash covers the hash of the
/// entry before it about the same subject. In a store of an earlier version, the entries of its *first era* cover the
/// hash of the entry before them, whatever its subject.
///
/// It contains registration numbers, names of staff, ids of materials and hashes of pictures, but no personal data.
public struct AuditEntry: Sendable, Hashable {
  /// 1 for the first; each later one has a higher number. In PostgreSQL there may be gaps.
  public let sequence: Int
  /// The time of the change.
  public let time: Moment
  /// Who made the change: `candidate`, `office`, or a staff member's name.
  public let actor: String
  /// The name of the act.
  public let action: String
  /// What was changed: a registration number, a staff member's name, or `store`.
  public let subject: String
  /// The values before the change.
  public let before: LoggedFacts
  /// The values after the change.
  public let after: LoggedFacts
  /// The hash that links it to an earlier entry; see ``link(after:)``.
  public let hash: String

  /// The hash of this entry when it is linked to the entry with hash `previous` (64 zeros: to none): SHA-256 over that
  /// hash and all fields. Each field is preceded by its length, so that different fields never give the same bytes.
  func link(after previous: String) -> String {
    Self.link(previous, sequence, time, actor, action, subject, before.stored, after.stored)
  }

  /// The hash over the fields as they are stored.
  static func link(
    _ previous: String, _ sequence: Int, _ time: Moment, _ actor: String, _ action: String, _ subject: String,
    _ before: String, _ after: String
  ) -> String {
    var text: [UInt8] = []
    for field in [previous, String(sequence), String(time.milliseconds), actor, action, subject, before, after] {
      text += "\(field.utf8.count):".utf8
      text += field.utf8
      text.append(UInt8(ascii: "\n"))
    }
    return SHA256.hash(data: text).hexadecimal
  }
}

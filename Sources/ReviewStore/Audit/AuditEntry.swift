import Crypto

/// One line of the log of changes (who, when, what, before and after); linked by hash to the line before it.
///
/// It names registrations, staff, materials and hashes of pictures, and no personal values.
public struct AuditEntry: Sendable, Hashable {
  /// 1 for the first, without gaps.
  public let sequence: Int
  /// When.
  public let time: Moment
  /// Who: `candidate`, `office`, or a staff member's name.
  public let actor: String
  /// What was done.
  public let action: String
  /// To what: a registration number, a staff member's name, `store`.
  public let subject: String
  /// What stood there before.
  public let before: LoggedFacts
  /// What stands there now.
  public let after: LoggedFacts
  /// The link: see ``link(after:)``.
  public let hash: String

  /// The hash that this entry must have after another one's: SHA-256 over the hash before and every field, each
  /// preceded by its length so that no two entries share one text.
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

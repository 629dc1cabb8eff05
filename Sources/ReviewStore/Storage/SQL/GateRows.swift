import Foundation

/// Who may use a store: which programs, and whether acts are done. Every write transaction reads it after it has taken its
/// locks, so that what it says holds until the commit.
struct Gate: Sendable, Hashable {
  /// The columns, in a query that has the table `gate`.
  static let columns = "reader, token, place, isCopy, endedAt, copiedUpTo"

  /// The number of the migration that a program must know. Later migrations change nothing that it depends on.
  var reader: Int
  /// The copy that is being made of this store, or that it is; nil while the store is open.
  var copy: Copy?

  /// A copy, as both stores know it.
  struct Copy: Sendable, Hashable {
    /// Random; the same in both stores.
    var token: String
    /// The folder of the other store.
    var place: String
    /// Whether this store is the copy.
    var isCopy: Bool
    /// Whether the copy is complete.
    var isEnded = false
    /// The last picture up to which all have been copied, in the order of digests.
    var copiedUpTo: Digest?
  }

  /// Reads ``columns``.
  init(_ row: Columns) throws {
    reader = try row["reader"] ?? 0
    guard let token: String = try row["token"] else { return }
    copy = Copy(
      token: token, place: try row["place"], isCopy: try row["isCopy"], isEnded: try row["endedAt"] as Moment? != nil,
      copiedUpTo: try row["copiedUpTo"])
  }

  /// Why acts are refused; nil when they are not.
  var closure: StoreClosure? {
    copy.map { StoreClosure($0.isCopy ? .unfinished : $0.isEnded ? .copied : .beingCopied, $0.place) }
  }

  /// Refuses a write that must not be done.
  ///
  /// - Parameter version: the number of the last migration that this program knows.
  /// - Throws: ``StoreError/tooNew``, ``StoreError/closed(_:)``.
  func check(_ scope: WriteScope, version: Int) throws {
    guard reader <= version else { throw StoreError.tooNew }
    guard scope != .copying, scope != .portals, let closure else { return }
    throw StoreError.closed(closure)
  }
}

extension SQLTransaction {
  /// Who may use the store; nil for a database that has no such row.
  func gate() throws -> Gate? { try row("SELECT \(Gate.columns) FROM gate") { try Gate($0) } }

  func closure() throws -> StoreClosure? { try gate()?.closure }

  /// Closes the store for a copy, or notes how far it is.
  func close(for copy: Gate.Copy, endedAt end: Moment? = nil) throws {
    try run(
      "UPDATE gate SET token = ?, place = ?, isCopy = ?, endedAt = ?, copiedUpTo = ?",
      [copy.token, copy.place, copy.isCopy, end, copy.copiedUpTo])
  }

  /// Opens the store to acts.
  func open() throws {
    try run("UPDATE gate SET token = NULL, place = NULL, isCopy = 0, endedAt = NULL, copiedUpTo = NULL")
  }
}

import Crypto
import Foundation
import GRDB
import ImageKit

/// What `verify` found.
public struct Verification: Sendable, Hashable {
  /// Something that is not as it must be.
  public struct Problem: Sendable, Hashable {
    /// What kind of thing: `database`, `picture`, `rule`, `audit`, `orphan`, `temporary`.
    public let kind: Kind
    /// What exactly, naming registrations, positions, files and entries.
    public let detail: String

    /// Kinds of problems.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// SQLite's own checks failed.
      case database
      /// A picture's file is gone or is not what was stored.
      case picture
      /// A rule of the workflow does not hold.
      case rule
      /// The log was changed, or ends too early.
      case audit
      /// A file that no row refers to; what a crash may leave behind.
      case orphan
      /// A temporary file that nobody works on; what a crash may leave behind.
      case temporary
    }
  }

  /// Everything that is wrong.
  public internal(set) var problems: [Problem] = []
  /// Files that were removed because nothing refers to them.
  public internal(set) var repaired = 0
  /// How many registrations were looked at.
  public internal(set) var registrations = 0
  /// How many pictures were read and hashed.
  public internal(set) var pictures = 0
  /// How many entries of the log were recomputed.
  public internal(set) var auditEntries = 0

  /// Whether all is well.
  public var isClean: Bool { problems.isEmpty }

  mutating func add(_ kind: Problem.Kind, _ detail: String) { problems.append(Problem(kind: kind, detail: detail)) }
}

extension ReviewStore {
  /// Checks everything that can be checked after the fact: the database itself, every picture against its hash, every
  /// rule, the whole log, and files that belong to nothing.
  ///
  /// - Parameter repair: removes files that crashes left behind. Nothing else is ever repaired by itself.
  public func verify(repair: Bool = false) throws -> Verification {
    var verification = Verification()
    do {
      try database.read { transaction in
        try checkDatabase(transaction, &verification)
        try checkApplications(transaction, &verification)
        try checkAudit(transaction, &verification)
      }
      try checkFiles(repair: repair, &verification)
    } catch StoreError.damaged(let words) {
      verification.add(.database, words)
    }
    return verification
  }

  private func checkDatabase(_ transaction: Transaction, _ verification: inout Verification) throws {
    try transaction.each("PRAGMA integrity_check(100)") { row in
      let words: String = row[0]
      if words != "ok" { verification.add(.database, words) }
    }
    try transaction.each("PRAGMA foreign_key_check") { row in
      verification.add(
        .database, "a row of \(row[0] as String) refers to a row of \(row[2] as String) that is not there")
    }
  }

  private func checkApplications(_ transaction: Transaction, _ verification: inout Verification) throws {
    let now = clock()
    try transaction.eachApplication { stored in
      let application = stored.application
      verification.registrations += 1
      for broken in Invariants.broken(by: application, under: policy, at: now) {
        verification.add(.rule, "\(application.applicant.registration): \(broken)")
      }
      for (place, slot) in application.slots.sorted(by: { $0.key < $1.key }) {
        guard let picture = slot.picture else { continue }
        let name = "\(application.applicant.registration) \(place.material)/\(place.position)"
        verification.pictures += 1
        guard let bytes = try files.read(picture.sha256) else {
          verification.add(.picture, "\(name): the file of \(picture.sha256) is gone")
          continue
        }
        if SHA256.hash(data: bytes).hexadecimal != picture.sha256 {
          verification.add(.picture, "\(name): the file of \(picture.sha256) has been changed")
        } else if bytes.count != picture.bytes || PictureFormat(sniffing: bytes) != .jpeg {
          verification.add(.picture, "\(name): the file of \(picture.sha256) is not what was recorded")
        }
      }
    }
  }

  private func checkAudit(_ transaction: Transaction, _ verification: inout Verification) throws {
    verification.auditEntries = try transaction.count("SELECT count(*) FROM audit")
    for problem in try transaction.auditProblems() { verification.add(.audit, problem) }
    // Every application is at the state and version that the log last tells of.
    try transaction.each(
      """
      SELECT number, state, version, (SELECT after FROM audit WHERE subject = number AND after LIKE 'state=%'
        ORDER BY sequence DESC LIMIT 1) FROM registration WHERE erasedAt IS NULL
      """
    ) { row in
      let told = (row[3] as String?) ?? "nothing"
      let found = "state=\(row[1] as String) version=\(row[2] as Int)"
      guard told != found, !told.hasPrefix(found + " ") else { return }
      verification.add(.audit, "\(row[0] as String): it is at \(found), but the log tells of \(told)")
    }
  }

  /// Files nobody refers to. They are looked for, and removed, with the store to oneself, so that no upload that is just
  /// being placed is taken for one.
  private func checkFiles(repair: Bool, _ verification: inout Verification) throws {
    let lock = repair ? try files.mayCollect() : nil
    var found: [Verification.Problem] = []
    var removed = 0
    let look = { (transaction: Transaction) in
      if lock != nil { removed += try self.discardFiles(transaction) }
      try self.files.eachFile { path, sha256 in
        let isKnown =
          try sha256.map { sha256 in
            try transaction.count("SELECT count(*) FROM slot WHERE sha256 = ?", [sha256]) > 0
              || transaction.count("SELECT count(*) FROM discarded WHERE sha256 = ?", [sha256]) > 0
          } ?? false
        guard !isKnown else { return }
        guard lock != nil else {
          return found.append(.init(kind: .orphan, detail: "\(path) belongs to no picture"))
        }
        try Durable.remove(path)
        removed += 1
      }
      for path in try self.files.deadTemporaries() {
        guard lock != nil else {
          found.append(.init(kind: .temporary, detail: "\(path) was left behind"))
          continue
        }
        try Durable.remove(path)
        removed += 1
      }
    }
    if repair { try database.write(look) } else { try database.read(look) }
    verification.problems += found
    verification.repaired = removed
  }
}

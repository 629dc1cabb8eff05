import Wording

/// What `verify` found.
public struct Verification: Sendable, Hashable {
  /// A problem that was found.
  public struct Problem: Sendable, Hashable {
    /// What kind of thing: `database`, `picture`, `rule`, `audit`, `orphan`, `temporary`.
    public let kind: Kind
    /// What exactly, naming registrations, positions, files and entries.
    public let detail: Bilingual

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
  /// How many entries the file outside the database, `store.head`, knows of; nil where there is none.
  public internal(set) var entriesKnownOutside: Int?

  /// Whether all is well.
  public var isClean: Bool { problems.isEmpty }

  mutating func add(_ kind: Problem.Kind, _ detail: Bilingual) { problems.append(Problem(kind: kind, detail: detail)) }
}

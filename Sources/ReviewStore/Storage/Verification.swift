import Wording

/// The result of `verify`.
public struct Verification: Sendable, Hashable {
  /// One problem.
  public struct Problem: Sendable, Hashable {
    /// The kind of the problem.
    public let kind: Kind
    /// A description that names registrations, positions, files and entries.
    public let detail: Bilingual

    /// Kinds of problems.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// SQLite's own checks failed.
      case database
      /// A picture's file is missing or damaged.
      case picture
      /// A rule of the workflow does not hold.
      case rule
      /// The log was changed or truncated.
      case audit
      /// A file that no row refers to. A crash may leave one.
      case orphan
      /// A temporary file that no process uses. A crash may leave one.
      case temporary
    }
  }

  /// All problems.
  public internal(set) var problems: [Problem] = []
  /// The number of deleted files to which nothing refers.
  public internal(set) var repaired = 0
  /// The number of checked registrations.
  public internal(set) var registrations = 0
  /// The number of pictures that were read and hashed.
  public internal(set) var pictures = 0
  /// The number of log entries whose hashes were recomputed.
  public internal(set) var auditEntries = 0
  /// The number of entries that `store.head` records; nil where the file is missing.
  public internal(set) var entriesKnownOutside: Int?

  /// Whether there are no problems.
  public var isClean: Bool { problems.isEmpty }

  mutating func add(_ kind: Problem.Kind, _ detail: Bilingual) { problems.append(Problem(kind: kind, detail: detail)) }
}

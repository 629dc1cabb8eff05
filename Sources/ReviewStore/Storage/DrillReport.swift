/// What a drill found: whether the newest backup could be restored whole and worked with, and how long that took.
///
/// It holds nothing personal: no number, no name, and of a failure only its code.
public struct DrillReport: Sendable, Hashable {
  /// One of the things that people read in a restored store.
  public struct Act: Sendable, Hashable {
    /// What was read.
    public enum Kind: String, Sendable, CaseIterable {
      /// The members of staff.
      case staff
      /// The first page of registrations.
      case roster
      /// What a candidate sees.
      case candidate
      /// The bytes of a candidate's pictures.
      case pictures
      /// The latest page of the log.
      case log
    }

    /// What was read.
    public let kind: Kind
    /// How much was found.
    public let found: Int
    /// How long it took, in seconds.
    public let seconds: Double
  }

  /// When the drill began.
  public let at: Moment
  /// The file name of the newest backup; nil when there was none.
  public internal(set) var backup: String?
  /// When that backup was made.
  public internal(set) var made: Moment?
  /// Whether its signature was verified; nil when it was not restored.
  public internal(set) var signature: BackupSummary.Signature?
  /// The number of restored pictures.
  public internal(set) var pictures = 0
  /// The number of entries in the restored log.
  public internal(set) var auditLength = 0
  /// How long restoring and verifying took, in seconds.
  public internal(set) var restoreSeconds = 0.0
  /// What was read afterwards.
  public internal(set) var acts: [Act] = []
  /// The code of the error that ended the drill; nil when it passed.
  public internal(set) var problem: String?

  /// Whether the backup was restored and could be worked with.
  public var passed: Bool { problem == nil }

  /// A drill that begins.
  init(at: Moment) { self.at = at }
}

/// What is known of a store's backups without looking at them: when one was last made, and what the last drill found.
public struct BackupRecord: Sendable, Hashable {
  /// When the store was last saved; nil when that is not known.
  public var lastBackup: Moment?
  /// The last drill; nil when there was none.
  public var drill: DrillReport?

  /// A record of nothing.
  public init() {}

  /// The newest backup that is known: the last one made, or the one that the last drill found.
  public var newest: Moment? { [lastBackup, drill?.made].compactMap(\.self).max() }
}

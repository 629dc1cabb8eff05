import ReviewStore
import Synchronization

/// Tables that somebody has previewed and not confirmed yet, one for each session. They lie in unlinked files, so that they
/// end with the process, and are forgotten after half an hour.
final class PendingTables: Sendable {
  private struct Pending: Sendable {
    let spool: SpoolFile
    let since: Moment
  }

  private let tables = Mutex<[String: Pending]>([:])
  private static let lifetime = 1800
  private static let most = 32

  /// Keeps a table for a session, in place of any before it.
  func keep(_ spool: SpoolFile, for visit: String, at now: Moment) {
    tables.withLock { tables in
      tables = tables.filter { now < $0.value.since.adding(seconds: Self.lifetime) }
      tables[visit] = Pending(spool: spool, since: now)
      guard tables.count > Self.most, let oldest = tables.min(by: { $0.value.since < $1.value.since }) else { return }
      tables[oldest.key] = nil
    }
  }

  /// Hands out a session's table, once; nil when there is none any more.
  func take(for visit: String, at now: Moment) -> SpoolFile? {
    tables.withLock { tables in
      guard let pending = tables.removeValue(forKey: visit) else { return nil }
      return now < pending.since.adding(seconds: Self.lifetime) ? pending.spool : nil
    }
  }
}

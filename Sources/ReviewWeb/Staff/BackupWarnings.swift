import ReviewStore
import Wording

/// What the office's first page says about the store's backups; nothing while all is well.
struct BackupWarnings: Speaking {
  let warnings: [BackupWarning]
  let language: Language

  /// The warnings.
  var html: HTML? {
    guard !warnings.isEmpty else { return nil }
    let items = warnings.map { warning -> HTML in "<li>\(words(warning.words))</li>" }
    return """
      <section class="news bad" id="backups" aria-label="\(say("Backups", "备份"))"><ul>\(items)</ul></section>
      """
  }
}

extension Desk {
  /// What the office has to be told about the store's backups.
  func backupWarnings() async throws -> [BackupWarning] {
    let record = try await store.ask { try $0.backupRecord() }
    return record.warnings(at: clock(), days: options.backups.days, isExpected: options.backups.areExpected)
  }
}

import Wording

/// What the office is told about its backups.
public enum BackupWarning: Sendable, Hashable {
  /// The last drill failed; with the error's code.
  case drillFailed(code: String, at: Moment)
  /// The last drill was this many days ago.
  case drillOld(days: Int)
  /// The newest backup that is known is this many days old.
  case backupOld(days: Int)
  /// No backup is known, and there was no drill.
  case nothingKnown

  /// A timer starts a drill every week; it may be late.
  public static let drillDays = 10

  /// What it says, and what to do about it.
  public var words: Bilingual {
    switch self {
    case .drillFailed(let code, let at):
      Bilingual(
        "The drill of \(at.forPeople) could not restore the newest backup (\(code)). Make a new backup, and find out why.",
        "\(at.forPeople) 的恢复演练未能恢复最新备份（\(code)），请重新备份并查明原因。")
    case .drillOld(let days):
      Bilingual(
        "The last drill that restored a backup was \(days) days ago. See to its timer.", "最近一次恢复演练是 \(days) 天前，请检查定时任务。"
      )
    case .backupOld(let days):
      Bilingual(
        "The newest backup that is known is \(days) days old. See to the backups.", "已知最新的备份是 \(days) 天前的，请检查备份。")
    case .nothingKnown:
      Bilingual("No backup and no drill of this store is known. See to the backups.", "没有本审核库的备份或恢复演练记录，请安排备份。")
    }
  }
}

extension BackupRecord {
  /// What the office has to be told.
  ///
  /// - Parameters:
  ///   - days: how old the newest backup may be.
  ///   - isExpected: whether there have to be backups and drills of this kind. An office may keep its backups otherwise.
  public func warnings(at now: Moment, days: Int, isExpected: Bool) -> [BackupWarning] {
    func age(_ moment: Moment) -> Int { Int(max(0, now.milliseconds - moment.milliseconds) / 86_400_000) }
    guard newest != nil || drill != nil else { return isExpected ? [.nothingKnown] : [] }
    var warnings: [BackupWarning] = []
    if let drill {
      if let code = drill.problem {
        warnings.append(.drillFailed(code: code, at: drill.at))
      } else if age(drill.at) > BackupWarning.drillDays {
        warnings.append(.drillOld(days: age(drill.at)))
      }
    }
    if let newest, age(newest) > days { warnings.append(.backupOld(days: age(newest))) }
    return warnings
  }
}

extension DrillReport {
  /// The report as the store keeps it and the command prints it.
  public var json: JSON {
    [
      "at": .time(at), "passed": .bool(passed), "backup": .optional(backup), "made": .time(made),
      "signature": .optional(signature?.rawValue), "pictures": .integer(pictures),
      "auditLength": .integer(auditLength), "restoreSeconds": .number(Self.rounded(restoreSeconds)),
      "acts": .list(
        acts.map {
          [
            "act": .string($0.kind.rawValue), "found": .integer($0.found),
            "seconds": .number(Self.rounded($0.seconds)),
          ]
        }),
      "problem": .optional(problem),
    ]
  }

  /// To a tenth of a millisecond.
  private static func rounded(_ seconds: Double) -> Double { (seconds * 10_000).rounded() / 10_000 }
}

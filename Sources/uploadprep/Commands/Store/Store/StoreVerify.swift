import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store verify`
struct StoreVerify: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: words(
      "Checks every row, every picture, every rule and the log.", "检查所有数据、图片、规则和操作日志。"))
  @Flag(help: help("Removes files that crashes left behind.", "清理崩溃遗留的文件。")) var repair = false
  @Option(
    help: help(
      "A backup of this store: the log must hold what it held then.", "本审核库的备份：当时的操作日志须全部仍在。", value: "file"))
  var backup: Path?
  @OptionGroup var key: BackupKeyOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { !repair }

  func validate() throws {
    guard key.key == nil || backup != nil else {
      throw usage("--key goes with --backup.", "--key 须与 --backup 一起使用。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let signature = try key.read()
    let heads = try backup.map { try ReviewStore.heads(ofBackup: $0.text, signedWith: signature) }
    let found = try store.verify(repair: repair, against: heads)
    for problem in found.problems {
      try console.tell(
        ["problem": .string(problem.kind.rawValue), "detail": .string(console.text(problem.detail))],
        people: "\(console.text(problem.kind.name))  \(console.text(problem.detail))")
    }
    let summary = Bilingual(
      "Registrations: \(found.registrations), pictures: \(found.pictures), log entries: \(found.auditEntries). "
        + Self.outside(found).english
        + (found.isClean ? "All is well." : "Problems: \(found.problems.count).")
        + (found.repaired > 0 ? " Left-over files removed: \(found.repaired)." : ""),
      "考生 \(found.registrations) 名，图片 \(found.pictures) 张，日志 \(found.auditEntries) 条；"
        + Self.outside(found).chinese
        + (found.isClean ? "一切正常。" : "发现 \(found.problems.count) 个问题。")
        + (found.repaired > 0 ? "已清理 \(found.repaired) 个遗留文件。" : ""))
    try console.tell(
      [
        "summary": [
          "ok": .bool(found.isClean), "registrations": .integer(found.registrations),
          "pictures": .integer(found.pictures), "auditEntries": .integer(found.auditEntries),
          "problems": .integer(found.problems.count), "repaired": .integer(found.repaired),
          "entriesKnownOutside": .optional(found.entriesKnownOutside),
        ]
      ], people: console.text(summary))
    return found.isClean ? .done : .failed
  }

  /// Says how many log entries the head file outside the database records.
  private static func outside(_ found: Verification) -> Bilingual {
    guard let known = found.entriesKnownOutside else {
      return Bilingual(
        "store.head is not there: what may have been cut off the log's end cannot be told. ",
        "缺少 store.head，无法判断日志末尾是否被截断；")
    }
    return Bilingual(
      "Of the log, store.head outside the database knows \(known). ", "库外文件 store.head 记录到第 \(known) 条；")
  }
}

extension Verification.Problem.Kind {
  fileprivate var name: Bilingual {
    switch self {
    case .database: Bilingual("database", "数据库")
    case .picture: Bilingual("picture", "图片")
    case .rule: Bilingual("rule", "规则")
    case .audit: Bilingual("log", "日志")
    case .orphan: Bilingual("left-over picture", "多余图片")
    case .temporary: Bilingual("left-over file", "遗留临时文件")
    }
  }
}

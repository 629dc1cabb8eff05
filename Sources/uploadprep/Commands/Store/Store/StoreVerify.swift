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
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let found = try store.verify(repair: repair)
    for problem in found.problems {
      try console.tell(
        ["problem": .string(problem.kind.rawValue), "detail": .string(problem.detail)],
        people: "\(console.text(problem.kind.name))  \(problem.detail)")
    }
    let summary = Bilingual(
      "Registrations: \(found.registrations), pictures: \(found.pictures), log entries: \(found.auditEntries). "
        + (found.isClean ? "All is well." : "Problems: \(found.problems.count).")
        + (found.repaired > 0 ? " Left-over files removed: \(found.repaired)." : ""),
      "考生 \(found.registrations) 名，图片 \(found.pictures) 张，日志 \(found.auditEntries) 条："
        + (found.isClean ? "一切正常。" : "发现 \(found.problems.count) 个问题。")
        + (found.repaired > 0 ? "已清理 \(found.repaired) 个遗留文件。" : ""))
    try console.tell(
      [
        "summary": [
          "ok": .bool(found.isClean), "registrations": .integer(found.registrations),
          "pictures": .integer(found.pictures), "auditEntries": .integer(found.auditEntries),
          "problems": .integer(found.problems.count), "repaired": .integer(found.repaired),
        ]
      ], people: console.text(summary))
    return found.isClean ? .done : .failed
  }
}

extension Verification.Problem.Kind {
  fileprivate var name: Bilingual {
    switch self {
    case .database: Bilingual("database", "数据库")
    case .picture: Bilingual("picture", "图片")
    case .rule: Bilingual("rule", "规则")
    case .audit: Bilingual("log", "日志")
    case .orphan: Bilingual("left-over picture", "无主图片")
    case .temporary: Bilingual("left-over file", "遗留临时文件")
    }
  }
}

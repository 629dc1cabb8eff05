import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep staff load`
struct StaffLoadCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: words("Shows how much everybody works today.", "显示每人今日的工作量。"))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for load in try store.loads() { try console.tell(load.json, people: load.line(in: console.language)) }
    return .done
  }
}

/// `uploadprep staff cap`
struct StaffCap: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "cap",
    abstract: words("Sets how many applications somebody is handed out a day at most.", "设置每日分配的上限。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Argument(help: help("How many, or none for any number.", "份数；`none` 表示不限。", value: "n")) var cap: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard cap == "none" || Int(cap).map((0...10_000).contains) ?? false else {
      throw usage("Give a number from 0 to 10000, or none.", "请写 0 至 10000 的整数，或 none。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.setDailyCap(Int(cap), of: name)
    return try store.tellLoad(of: name, on: console)
  }
}

/// `uploadprep staff absent`
struct StaffAbsent: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "absent", abstract: words("Enters days on which somebody is absent.", "登记缺勤。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Option(help: help("The first day, such as 2024-01-26.", "第一日，如 2024-01-26。", value: "day")) var from: Moment
  @Option(help: help("The last day.", "最后一日。", value: "day")) var to: Moment
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.enterAbsence(of: name, from: from, to: to)
    return try store.tellLoad(of: name, on: console)
  }
}

/// `uploadprep staff present`
struct StaffPresent: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "present", abstract: words("Removes an absence.", "撤销缺勤登记。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Option(help: help("The first day of the absence.", "缺勤的第一日。", value: "day")) var from: Moment
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.removeAbsence(of: name, from: from)
    return try store.tellLoad(of: name, on: console)
  }
}

extension ReviewStore {
  /// Prints how much one member of staff works.
  fileprivate func tellLoad(of name: StaffName, on console: Console) throws -> ExitStatus {
    for load in try loads() where load.staff.name == name {
      try console.tell(load.json, people: load.line(in: console.language))
    }
    return .done
  }
}

extension StaffLoad {
  /// The load as one line of text.
  fileprivate func line(in language: Language) -> String {
    let parts: [Bilingual?] = [
      Bilingual("\(decidedToday) decided today", "今日已审核 \(decidedToday) 份"),
      Bilingual("\(openClaims) held", "领取中 \(openClaims) 份"),
      staff.dailyCap.map { Bilingual("\($0) a day at most", "每日上限 \($0) 份") },
    ]
    let days = absences.map { Bilingual("absent \($0.firstDay) – \($0.lastDay)", "缺勤 \($0.firstDay) 至 \($0.lastDay)") }
    return
      ([staff.name.rawValue, staff.site].compactMap(\.self).map { Printable.name($0) }
      + (parts.compactMap(\.self) + days).map { $0.text(in: language) }).joined(separator: "  ")
  }
}

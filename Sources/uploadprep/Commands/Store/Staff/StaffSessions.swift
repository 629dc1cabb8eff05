import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep staff sessions`
struct StaffSessions: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: words("Lists where somebody is signed in.", "列出工作人员当前的登录会话。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for session in try store.sessions(of: name) {
      let browser = session.browser?.name ?? Bilingual("not known", "未知")
      try console.tell(
        session.json(),
        people: [
          session.id, console.text(browser),
          console.text(Bilingual("signed in \(session.began.forPeople)", "登录 \(session.began.forPeople)")),
          console.text(Bilingual("last used \(session.used.forPeople)", "最近使用 \(session.used.forPeople)")),
        ].joined(separator: "  "))
    }
    return .done
  }
}

/// `uploadprep staff end-sessions`
struct StaffEndSessions: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "end-sessions", abstract: words("Signs somebody out everywhere.", "结束工作人员的登录会话。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Option(
    help: help("Only this session, by its id from `staff sessions`.", "仅结束该会话，编号见 `staff sessions`。", value: "id"))
  var only: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let count = try store.endSessions(of: name, only: only)
    try console.tell(
      ["name": .string(name.rawValue), "ended": .integer(count)],
      people: console.text(Bilingual("Sessions ended: \(count).", "已结束 \(count) 个会话。")))
    return .done
  }
}

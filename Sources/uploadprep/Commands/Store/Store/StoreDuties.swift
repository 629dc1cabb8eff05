import ArgumentParser
import Glibc
import ReviewStore
import Wording

/// `uploadprep store separate-duties`
struct StoreSeparateDuties: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "separate-duties",
    abstract: words(
      "Divides what an admin does among system, security and audit administrators.", "实行三员分立：系统管理员、安全管理员、审计管理员。"),
    discussion: words(
      "Every admin becomes one of the three, or is disabled. A name that is new becomes an account without a password. On a "
        + "terminal, without options, it asks. Only `store join-duties` takes it back.",
      "现有管理员须各担任其中一类，或停用；新名称将添加为账号（未设密码）。在终端中不带选项运行时逐一询问。只能用 `store join-duties` 取消。"))
  @Option(help: help("A system administrator; may be repeated.", "系统管理员，可多次给出。", value: "name"))
  var system: [StaffName] = []
  @Option(help: help("A security administrator; may be repeated.", "安全管理员，可多次给出。", value: "name"))
  var security: [StaffName] = []
  @Option(help: help("An audit administrator; may be repeated.", "审计管理员，可多次给出。", value: "name"))
  var audit: [StaffName] = []
  @Option(help: help("An admin whose account is disabled; may be repeated.", "停用的管理员，可多次给出。", value: "name"))
  var disable: [StaffName] = []
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let names = system + security + audit + disable
    if let name = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
      throw usage("\(name) is named twice: nobody holds two roles.", "\(name) 出现多次：一人只能担任一类管理员。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var roles: [StaffName: Role] = [:]
    for (names, role) in [(system, Role.system), (security, .security), (audit, .audit)] {
      for name in names { roles[name] = role }
    }
    var disabled = Set(disable)
    if roles.isEmpty, disabled.isEmpty, isatty(STDIN_FILENO) == 1 { try ask(store, console, &roles, &disabled) }
    try store.separateDuties(roles, disabling: disabled)
    try console.tell(
      [
        "separate": true,
        "administrators": .list(
          roles.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            ["name": .string($0.key.rawValue), "role": .string($0.value.rawValue)]
          }),
      ],
      people: console.text(
        Bilingual(
          "Duties are separate now. New accounts need a password: `staff password`.",
          "已实行三员分立。新账号请用 `staff password` 设置密码。")))
    return .done
  }

  /// Asks who is what: first of the admins, then for a name where one of the three is still missing.
  private func ask(
    _ store: ReviewStore, _ console: Console, _ roles: inout [StaffName: Role], _ disabled: inout Set<StaffName>
  ) throws {
    /// What is typed, without blanks around it, once it can be taken; nil at the input's end.
    func answer(_ question: Bilingual, where isTaken: (String) -> Bool) throws -> String? {
      while true {
        try Console.write(console.text(question), to: STDERR_FILENO)
        guard let line = readLine() else { return nil }
        let text = String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        if isTaken(text) { return text }
      }
    }
    for admin in try store.staff() where admin.role == .admin && !admin.disabled {
      let choice = try answer(
        Bilingual(
          "\(admin.name): system, security, audit or disable? ",
          "\(admin.name)：system（系统）、security（安全）、audit（审计）或 disable（停用）？")
      ) { $0 == "disable" || Role(rawValue: $0)?.isAdministrator == true }
      guard let choice else { return }
      if let role = Role(rawValue: choice) { roles[admin.name] = role } else { disabled.insert(admin.name) }
    }
    for role in Role.administrators where !roles.values.contains(role) {
      let name = try answer(
        Bilingual("Who is the \(role.name.english)? A new name: ", "由谁担任\(role.name.chinese)？请输入新账号名称：")
      ) { (try? StaffName(new: $0)).map { roles[$0] == nil } ?? false }
      guard let name else { return }
      roles[StaffName(name)] = role
    }
  }
}

/// `uploadprep store join-duties`
struct StoreJoinDuties: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "join-duties",
    abstract: words("Takes separate duties back, which is logged.", "取消三员分立（记入操作日志）。"))
  @Option(help: help("An administrator who becomes admin; may be repeated.", "改任管理员的人员，可多次给出。", value: "name"))
  var admin: [StaffName]
  @Option(help: help("Why, in words.", "原因。", value: "text")) var reason: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.joinDuties(makingAdmin: admin, reason: reason)
    try console.tell(
      ["separate": false, "admins": .list(admin.map { .string($0.rawValue) })],
      people: console.text(Bilingual("Duties are joined again.", "已取消三员分立。")))
    return .done
  }
}

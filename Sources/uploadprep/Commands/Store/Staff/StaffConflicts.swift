import ArgumentParser
import ReviewStore
import Wording

/// Declares conflicts of interest with some registrations, each on its own.
protocol ConflictCommand: StoreCommand {
  /// The registrations.
  var registrations: [RegistrationNumber] { get }
  /// Why, and whether it is the person's own registration.
  var declaration: DeclarationOptions { get }
}

/// The options of a declaration.
struct DeclarationOptions: ParsableArguments {
  @Option(help: help("Why, in words.", "回避原因。", value: "text")) var reason: String
  @Flag(help: help("It is the person's own registration.", "为其本人报名。")) var own = false
}

extension ConflictCommand {
  /// Declares each and prints what is declared.
  func declare(
    of name: StaffName, by actor: StaffName?, in store: ReviewStore, with console: Console
  ) throws -> ExitStatus {
    try each(registrations, named: \.rawValue, with: console) { registration in
      try store.declareConflict(
        of: name, with: registration, isOwn: declaration.own, reason: declaration.reason, by: actor)
      for declared in try store.conflicts(for: actor, of: name) where declared.registration == registration {
        try console.tell(declared.json, people: declared.line(in: console.language))
      }
    }
  }
}

/// `uploadprep staff declare`
struct StaffDeclare: ConflictCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: words("Keeps a member of staff away from candidates: a conflict of interest.", "登记工作人员对考生的回避。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var declaration: DeclarationOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try declare(of: name, by: nil, in: store, with: console)
  }
}

/// `uploadprep review declare`
struct ReviewDeclare: ConflictCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: words("Declares your conflicts of interest with candidates.", "申报本人对考生的回避。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var declaration: DeclarationOptions
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try declare(of: person.name, by: person.name, in: store, with: console)
  }
}

/// `uploadprep staff withdraw`
struct StaffWithdraw: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: words("Withdraws conflicts of interest.", "撤销回避登记。"))
  @Argument(help: help("The member of staff.", "工作人员名称。")) var name: StaffName
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg")) var registrations: [RegistrationNumber]
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(registrations, named: \.rawValue, with: console) { registration in
      try store.withdrawConflict(of: name, with: registration)
      try console.tell(
        ["registration": .string(registration.rawValue), "staff": .string(name.rawValue), "withdrawn": true],
        people: console.text(
          Bilingual("\(name) may see to \(registration) again.", "已撤销 \(name) 对 \(registration) 的回避。")))
    }
  }
}

/// `uploadprep staff conflicts`
struct StaffConflicts: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts", abstract: words("Lists conflicts of interest.", "列出回避登记。"))
  @Argument(help: help("Only this member of staff's.", "仅该工作人员的登记。")) var name: StaffName?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for declared in try store.conflicts(of: name) {
      try console.tell(declared.json, people: declared.line(in: console.language))
    }
    return .done
  }
}

extension DeclaredConflict {
  /// The conflict as one line of text.
  fileprivate func line(in language: Language) -> String {
    [
      staff.rawValue, registration.rawValue, conflict.kind.name.text(in: language), conflict.reason,
      AuditEntry.name(ofActor: conflict.declaredBy).text(in: language), conflict.declaredAt.forPeople,
    ].map(Printable.name).joined(separator: "  ")
  }
}

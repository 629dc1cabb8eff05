import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep review second-looks`
struct ReviewSecondLooks: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "second-looks",
    abstract: words("Lists decisions of others that wait for your second look.", "列出等待您的二次审核。"))
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for entry in try store.secondLooks(for: person.name) {
      try console.tell(
        entry.json,
        people: [
          entry.since.forPeople, entry.registration.rawValue, entry.name, entry.category, entry.site,
          console.text(entry.level.name),
        ].map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}

/// `uploadprep review second-look`
struct ReviewSecondLook: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "second-look",
    abstract: words(
      "Shows what a second look is about, or gives its verdict.", "查看二次审核的材料，或给出二次审核结论。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Flag(help: help("Nothing is wrong.", "没有问题，通过。")) var pass = false
  @Option(
    parsing: .singleValue,
    help: help(
      "A material that is wrong, with a canned reason's id or words: identity=blurred.",
      "有问题的材料及常用理由编号或说明，如 `identity=blurred`，可多次使用。", value: "fault"))
  var fault: [String] = []
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard fault.allSatisfy({ ($0.firstIndex(of: "=") ?? $0.startIndex) != $0.startIndex }) else {
      throw usage("Write a fault as identity=blurred.", "问题应写作 identity=blurred。")
    }
    guard !pass || fault.isEmpty else {
      throw usage("Give either --pass or --fault, not both.", "--pass 与 --fault 只能选一个。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    guard pass || !fault.isEmpty else {
      let view = try store.secondLookView(of: registration, as: act.staff)
      let head = [view.registration.rawValue, view.name, view.category, view.site].map(Printable.name)
      let lines = view.materials.filter { !$0.pictures.isEmpty }.map {
        $0.lines(in: console.language, marksRequired: true)
      }
      try console.tell(
        view.json(in: console.language), people: ([head.joined(separator: "  ")] + lines).joined(separator: "\n"))
      return .done
    }
    let ids = store.policy.reasons.map(\.id)
    let faults = try fault.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return try store.fault(
        of: MaterialID(parts[0]), reason: ids.contains(parts[1]) ? parts[1] : nil, note: parts[1])
    }
    try store.giveSecondLook(registration, faults: faults, as: act.staff, version: act.version)
    try console.tell(
      ["registration": .string(registration.rawValue), "given": true],
      people: console.text(Bilingual("Your verdict is kept.", "已记录您的二次审核结论。")))
    return .done
  }
}

/// `uploadprep review agreement`
struct ReviewAgreement: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: words("Shows how far first and second reviewers agree.", "显示审核一致性（κ 系数）。"))
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let numbers = try store.agreement(for: person.name)
    let count = Bilingual(
      "\(numbers.drawn) drawn: \(numbers.given) given, \(numbers.open) waiting, \(numbers.lapsed) lapsed",
      "抽取 \(numbers.drawn) 份：已完成 \(numbers.given)，等待 \(numbers.open)，失效 \(numbers.lapsed)")
    let lines =
      [line(console.text(Bilingual("all", "全部")), numbers.overall, console)]
      + numbers.sites.map { line($0.site, $0.agreement, console) }
      + numbers.reasons.map { line($0.reason, $0.agreement, console) }
    try console.tell(
      numbers.json(in: console.language), people: ([console.text(count)] + lines).joined(separator: "\n"))
    return .done
  }

  private func line(_ name: String, _ agreement: Agreement, _ console: Console) -> String {
    let kappa = agreement.kappaForPeople.map { "κ " + $0 } ?? agreement.why.map(console.text) ?? ""
    return "  \(Printable.name(name))  \(agreement.agreed)/\(agreement.pairs)  \(kappa)"
  }
}

import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep review extend`
struct ReviewExtend: ReviewAct {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: words("Gives returned candidates more time to react.", "延长退回后的处理期限。"))
  @Argument(help: help("Registration numbers.", "报名号，可多个。", value: "reg"))
  var registrations: [RegistrationNumber] = []
  @Flag(help: help("Every returned candidate whose time ends earlier.", "期限早于该时间的全部已退回考生。")) var all = false
  @Option(help: help("Only this exam site's, with --all.", "与 --all 同用：仅该考点。")) var site: String?
  @Option(
    help: help(
      "Until when: 2024-01-26T18:00, or a date, which means its end.", "延长至何时，如 2024-01-26T18:00；只写日期则为当日结束。",
      value: "time"))
  var until: Moment
  @OptionGroup var note: NoteOptions
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard all != !registrations.isEmpty else {
      throw usage("Name registrations, or give --all.", "请写报名号，或使用 --all。")
    }
    guard site == nil || all else { throw usage("--site goes with --all.", "--site 须与 --all 同用。") }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let reason = try note.words(in: store)
    guard all else {
      return try each(registrations, with: console) {
        try store.extend($0, until: until, reason: reason, as: act.staff, version: act.version)
      }
    }
    let extended = try store.extendAll(until: until, reason: reason, site: site, as: act.staff)
    try console.tell(
      ["extended": .list(extended.map(\.rawValue)), "reactBy": .time(until)],
      people: console.text(
        Bilingual(
          "\(extended.count) extended until \(until.forPeople)", "已将 \(extended.count) 份延长至 \(until.forPeople)")))
    return .done
  }
}

extension Moment: ExpressibleByArgument {
  /// A time as people type it.
  public init?(argument: String) { self.init(typed: argument) }
}

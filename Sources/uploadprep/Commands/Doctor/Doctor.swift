import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep doctor`: holds the settings and the store against what security asks for.
struct Doctor: StoreCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Checks settings and store against demands of security.", "按安全要求检查设置与审核库。"),
    discussion: words(
      "Prints each demand, whether it is met, and what to do otherwise. Exits with 1 when one is not met. With --profile "
        + "the demands of GB/T 22239 at level 2 or 3 that this program can meet; docs/security-profile.md lists them.",
      "逐项列出要求、是否满足及处理办法；有未满足项时退出码为 1。--profile 按 GB/T 22239 第二级或第三级中本程序可满足的要求检查，"
        + "详见 docs/security-profile.md。"))

  @Option(help: help("The settings of `serve`, a YAML file.", "serve 的设置文件（YAML）。", value: "file"))
  var config: Path?
  @Option(
    help: help(
      "The profile: mlps2 or mlps3. Default: the settings'.", "检查所依据的等级：mlps2 或 mlps3，默认取设置文件。", value: "profile"))
  var profile: String?
  @Option(help: help("The folder with the backups.", "备份所在文件夹。", value: "path")) var backups: Path?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func validate() throws {
    try SecurityProfile.requireKnown(profile)
  }

  /// As `serve` finds it: the option, then the settings, then the environment.
  func path() throws -> String { try place.store?.text ?? settings().store ?? place.path }

  private func settings() throws(Failure) -> ServeSettings {
    guard let config else { return ServeSettings() }
    return try ServeSettings(file: config)
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var settings = try settings()
    if let chosen = profile.flatMap(SecurityProfile.init) { settings.profile = chosen }
    var facts = SecurityFacts(settings)
    try facts.add(store, at: .now)
    if let backups { try facts.add(backupsIn: backups.text, of: store, at: .now) }
    var status = ExitStatus.done
    for demand in SecurityDemand.all where demand.applies(under: settings.profile) {
      let isMet = demand.isMet(facts, settings.profile)
      if !isMet { status = .failed }
      let title = demand.title(settings.profile)
      try console.tell(
        [
          "demand": .string(demand.id), "met": .bool(isMet), "title": .string(console.text(title)),
          "clause": .string(demand.clause), "remedy": .optional(isMet ? nil : console.text(demand.remedy)),
          "details": .list(isMet ? [] : demand.details(facts).map { console.text($0) }),
        ],
        people: Self.line(isMet, title, demand, facts, console))
    }
    return status
  }

  private static func line(
    _ isMet: Bool, _ title: Bilingual, _ demand: SecurityDemand, _ facts: SecurityFacts, _ console: Console
  ) -> String {
    let mark = console.text(isMet ? Bilingual("met    ", "满足  ") : Bilingual("NOT MET", "未满足"))
    let remedy = isMet ? "" : console.text(Bilingual(" → ", "→")) + console.text(demand.remedy)
    let details = isMet ? [] : demand.details(facts).map { "\n         " + console.text($0) }
    return "\(mark)  \(console.text(title)) [\(demand.clause)]\(remedy)" + details.joined()
  }
}

extension ServeSettings {
  /// Checks that no setting is weaker than the profile asks for.
  ///
  /// - Throws: `profile-unmet` with each demand.
  func checkProfile() throws(Failure) {
    guard let profile else { return }
    let facts = SecurityFacts(self)
    let unmet = SecurityDemand.all.filter {
      $0.isSetting && $0.applies(under: profile) && !$0.isMet(facts, profile)
    }
    guard !unmet.isEmpty else { return }
    throw Failure(
      .usage, code: "profile-unmet",
      Bilingual(
        "The settings are weaker than the profile \(profile.rawValue) asks for.", "设置未达到 \(profile.rawValue) 的要求。"),
      reasons: unmet.map { demand in
        let title = demand.title(profile)
        return Failure.Reason(
          code: demand.id,
          message: Bilingual(
            "\(title.english): \(demand.remedy.english).", "\(title.chinese)：\(demand.remedy.chinese)。"))
      })
  }

  /// The demands on the store that are not met, which `serve` tells and starts all the same.
  func unmet(in store: ReviewStore) throws -> [SecurityDemand] {
    guard let profile else { return [] }
    var facts = SecurityFacts(self)
    try facts.add(store, at: .now)
    return SecurityDemand.all.filter {
      // Where the backups are is known to `doctor`.
      !$0.isSetting && !$0.id.hasPrefix("backup") && $0.applies(under: profile) && !$0.isMet(facts, profile)
    }
  }
}

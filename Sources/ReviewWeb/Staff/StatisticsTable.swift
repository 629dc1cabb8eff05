import Hummingbird
import ReviewStore
import Wording

/// One of the tables of the statistics, for the page and for files.
struct StatisticsTable {
  /// Its name for programs.
  let id: String
  /// Its name for people.
  let name: Bilingual
  /// The names of the columns.
  let head: [Bilingual]
  /// The rows. The first cell names the row.
  let rows: [[Bilingual]]

  /// All tables.
  static func all(_ numbers: ReviewNumbers) -> [StatisticsTable] {
    [
      states(numbers.states), days(numbers.days),
      work("sites", Bilingual("By exam site", "按考点"), Bilingual("Site", "考点"), numbers.sites, handingIn: true),
      work(
        "reviewers", Bilingual("By reviewer", "按审核人员"), Bilingual("Reviewer", "审核人员"), numbers.reviewers,
        handingIn: false),
    ]
  }

  private static let total = Bilingual("Total", "合计")

  /// Every registration in exactly one column, so that each row and each column add up.
  private static func states(_ tallies: [StateTally]) -> StatisticsTable {
    let lacking = tallies.contains { $0.incomplete > 0 }
    let used = Application.State.allCases.filter { state in tallies.contains { $0.states[state] ?? 0 > 0 } }
    func row(_ name: Bilingual, _ tallies: [StateTally]) -> [Bilingual] {
      func sum(_ value: (StateTally) -> Int) -> Bilingual { text(tallies.reduce(0) { $0 + value($1) }) }
      return [name, sum(\.empty)] + used.map { state in sum { $0.states[state] ?? 0 } }
        + (lacking ? [sum(\.incomplete)] : []) + [sum(\.erased), sum(\.total)]
    }
    return StatisticsTable(
      id: "states", name: Bilingual("Registrations by state, now", "报名人数（按当前状态）"),
      head: [Bilingual("Site", "考点"), Bilingual("Nothing uploaded", "未上传")] + used.map(\.name)
        + (lacking ? [Bilingual("Papers missing", "缺材料")] : []) + [Bilingual("Erased", "已清除"), total],
      rows: tallies.map { row(Bilingual($0.site, $0.site), [$0]) } + [row(total, tallies)])
  }

  private static func days(_ days: [DayNumbers]) -> StatisticsTable {
    func row(_ name: Bilingual, _ days: [DayNumbers]) -> [Bilingual] {
      [name] + ReviewNumbers.acts.map { act in text(days.reduce(0) { $0 + ($1.acts[act] ?? 0) }) }
    }
    return StatisticsTable(
      id: "days", name: Bilingual("By day", "按日期"),
      head: [Bilingual("Day", "日期")] + ReviewNumbers.acts.map(AuditEntry.name(ofAction:)),
      rows: days.map { row(Bilingual($0.day.date, $0.day.date), [$0]) } + [row(total, days)])
  }

  private static func work(
    _ id: String, _ name: Bilingual, _ who: Bilingual, _ work: [Workload], handingIn: Bool
  ) -> StatisticsTable {
    let acts = (handingIn ? ["submit"] : []) + ["pass", "return", "reject"]
    return StatisticsTable(
      id: id, name: name,
      head: [who] + acts.map(AuditEntry.name(ofAction:)) + [
        Bilingual("Taken back", "撤销"), Bilingual("Waiting, median", "等待时长（中位数）"),
        Bilingual("Waiting, 90%", "等待时长（90%）"), Bilingual("Reviewing, median", "审核时长（中位数）"),
        Bilingual("Reviewing, 90%", "审核时长（90%）"),
      ],
      rows: work.map { work in
        [Bilingual(work.name, work.name)] + (handingIn ? [text(work.handedIn)] : [])
          + [work.passed, work.returned, work.rejected, work.undone].map(text)
          + [work.waiting.median, work.waiting.ninetieth, work.reviewing.median, work.reviewing.ninetieth].map(duration)
      })
  }

  static func text(_ number: Int) -> Bilingual { Bilingual("\(number)", "\(number)") }

  /// A duration in its two largest units.
  private static func duration(_ seconds: Int?) -> Bilingual {
    guard let seconds else { return Bilingual("–", "–") }
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    if days > 0 { return Bilingual("\(days) d \(hours) h", "\(days) 天 \(hours) 小时") }
    if hours > 0 { return Bilingual("\(hours) h \(minutes) min", "\(hours) 小时 \(minutes) 分") }
    if minutes > 0 { return Bilingual("\(minutes) min \(seconds % 60) s", "\(minutes) 分 \(seconds % 60) 秒") }
    return Bilingual("\(seconds) s", "\(seconds) 秒")
  }
}

extension Speaking {
  /// A table as a section of a page, with a link to it as a file.
  ///
  /// - Parameter address: the file's address.
  func section(_ table: StatisticsTable, csv address: String) -> HTML {
    let name = words(table.name)
    let rows = table.rows.map { row -> HTML in
      let cells = row.dropFirst().map { cell -> HTML in "<td>\(words(cell))</td>" }
      return "<tr><th scope=\"row\">\(row.first.map(words) ?? "")</th>\(cells)</tr>"
    }
    return """
      <section class="card"><h2>\(name)</h2>\(self.table(name, TableHead(table.head.map(words)), rows))\
      <p class="links"><a href="\(address)">\(say("as CSV for Excel", "导出 CSV"))</a></p></section>
      """
  }
}

extension Desk {
  /// The table that a path names, among those of a page, as a CSV file.
  ///
  /// - Parameter name: what the file's name begins with, in ASCII.
  func table(
    among tables: [StatisticsTable], as name: String, _ context: PortalContext
  ) throws -> Response {
    let id = try context.parameters.require("table")
    guard let table = tables.first(where: { $0.id == id }) else { throw HTTPError(.notFound) }
    let rows = ([table.head] + table.rows).map { row in row.map { $0.text(in: context.language) } }
    return try .table(rows, as: "\(name)-\(id)-\(clock().date)")
  }
}

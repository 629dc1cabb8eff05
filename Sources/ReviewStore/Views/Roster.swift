import Tables
import Wording

/// One page of the list of registrations, with what it can be narrowed to.
public struct Roster: Sendable {
  /// The entries.
  public let entries: [RosterEntry]
  /// How many registrations fit the filter in each state, whatever the filter's states.
  public let counts: RosterCounts
  /// The exam sites, for those who see more than one.
  public let sites: [String]
  /// The categories.
  public let categories: [String]
}

/// The list of registrations (报名名单). Site staff see their site's, other staff all.
extension ReviewStore {
  /// A page of the list.
  ///
  /// - Parameter name: the member of staff who looks; nil for the office.
  /// - Throws: ``Refusal`` `not-your-site` when site staff ask for another site.
  public func roster(_ filter: RosterFilter, for name: StaffName? = nil) throws -> Roster {
    let limit = policy.overdueBefore(clock())
    return try engine.read { transaction in
      let filter = try scoped(filter, for: name, transaction)
      var entries: [RosterEntry] = []
      try transaction.eachRosterEntry(filter, overdueBefore: limit) { entries.append($0) }
      return Roster(
        entries: entries, counts: try transaction.rosterCounts(filter, overdueBefore: limit),
        sites: try transaction.sitesInUse(), categories: try transaction.categoriesInUse(at: filter.site))
    }
  }

  /// Calls a closure for each registration that fits a filter, in its order.
  public func eachRosterEntry(
    _ filter: RosterFilter, for name: StaffName? = nil, _ body: (RosterEntry) throws -> Void
  ) throws {
    let limit = policy.overdueBefore(clock())
    try engine.read { transaction in
      try transaction.eachRosterEntry(scoped(filter, for: name, transaction), overdueBefore: limit, body)
    }
  }

  /// The filter, narrowed to what a person may see.
  func scoped(
    _ filter: RosterFilter, for name: StaffName?, _ transaction: any StoreReading
  ) throws -> RosterFilter {
    guard let name else { return filter }
    let staff = try self.staff(name, transaction)
    guard staff.role == .site else { return filter }
    if let site = filter.site, site != staff.site { throw Refusal.anotherSite }
    var filter = filter
    filter.site = staff.site
    return filter
  }
}

/// The list as a table for spreadsheets.
struct RosterTable {
  let language: Language

  /// The names of the columns.
  var head: [String] {
    [
      Bilingual("number", "报名号"), Bilingual("name", "姓名"), Bilingual("category", "报考类别"), Bilingual("site", "考点"),
      Bilingual("identity number", "证件号码"), Bilingual("mobile", "手机号码"), Bilingual("state", "状态"),
      Bilingual("came in", "已激活"), Bilingual("pictures", "图片数"), Bilingual("in this state since", "进入该状态的时间"),
      Bilingual("last change", "最近变动"), Bilingual("react by", "处理期限"), Bilingual("warnings", "提示"),
    ].map(say)
  }

  /// The cells of an entry, in the order of the columns.
  func row(_ entry: RosterEntry) -> [String] {
    let record = entry.record
    return [
      record.number.rawValue, record.name ?? "", record.category, record.site, record.maskedIDNumber ?? "",
      record.maskedMobile ?? "", say(record.state.name), say(record.activated ? yes : no), String(entry.pictures),
      entry.since.forPeople, entry.changedAt.forPeople, entry.reactBy?.forPeople ?? "",
      say(.list(entry.warnings.map { $0.name(findings: entry.findings) })),
    ]
  }

  private let yes = Bilingual("yes", "是")
  private let no = Bilingual("no", "否")

  init(in language: Language) { self.language = language }

  private func say(_ words: Bilingual) -> String { words.text(in: language) }
}

extension RosterEntry.Warning {
  /// The warning in a few words.
  ///
  /// - Parameter findings: the number of findings of the pictures.
  public func name(findings: Int) -> Bilingual {
    switch self {
    case .noMobile: Bilingual("no mobile number", "缺手机号码")
    case .noIDNumber: Bilingual("no identity number", "缺证件号码")
    case .findings: Bilingual("\(findings) to look at in the pictures", "图片有 \(findings) 处需留意")
    case .overdue: Bilingual("overdue", "逾期未处理")
    case .voidCode: Bilingual("one-time code void", "验证码已失效")
    }
  }
}

extension RosterEntry {
  /// The registration with where it stands in the list.
  public var json: JSON {
    record.json.adding([
      "since": .time(since), "changedAt": .time(changedAt), "pictures": .integer(pictures),
      "findings": .integer(findings), "reactBy": .time(reactBy), "overdue": .bool(overdue),
      "warnings": .list(warnings.map(\.rawValue)),
    ])
  }
}

extension Roster {
  /// The page for programs, with the number after which the next page begins.
  ///
  /// - Parameter limit: the most entries that were asked for.
  public func json(limit: Int) -> JSON {
    [
      "registrations": .list(entries.map(\.json)), "total": .integer(counts.total),
      "states": .object(
        Application.State.allCases.map { JSON.Member($0.rawValue, .integer(counts.states[$0] ?? 0)) }),
      "nothingUploaded": .integer(counts.nothingUploaded),
      "next": .optional(entries.count == limit ? entries.last?.record.number.rawValue : nil),
    ]
  }
}

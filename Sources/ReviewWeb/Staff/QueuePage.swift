import ImageKit
import ReviewStore
import Wording

/// The queue with its filters and counts.
struct QueuePage {
  let entries: [ConsoleEntry]
  let numbers: ConsoleNumbers
  let filter: ConsoleFilter
  /// Which states were asked for: a state's name, `mine` or `all`.
  let wish: String
  /// The states in which it is this person's turn.
  let own: [Application.State]
  let staff: Staff
  let reasons: [String]
  let language: Language

  /// The page.
  var page: Page {
    var values: [String: Any] = [
      "waiting": waiting > 0 ? waiting : false as Any, "tabs": tabs, "state": wish,
      "hasSites": staff.role != .site,
      "sites": numbers.bySite.keys.sorted().map { ["name": $0, "chosen": $0 == filter.site] as [String: Any] },
      "categories": numbers.categories.map { ["name": $0, "chosen": $0 == filter.category] as [String: Any] },
      "number": filter.number ?? "", "mine": filter.heldBy != nil, "overdue": filter.overdueOnly,
      "byFindings": filter.order == .findings,
      "rows": entries.map(row), "hasRows": !entries.isEmpty, "reasons": reasons, "more": false,
    ]
    if entries.count == filter.limit, let last = entries.last {
      values["more"] = address(of: wish) + "&after=" + last.entry.registration.rawValue.percentEncoded
    }
    return Page(title: Bilingual("Queue", "审核队列"), template: "queue", values: values)
  }

  private var waiting: Int { own.reduce(0) { $0 + numbers.count($1) } }

  private var tabs: [[String: Any]] {
    func tab(_ id: String, _ name: Bilingual, _ count: Int) -> [String: Any] {
      ["href": address(of: id), "here": wish == id, "name": name.text(in: language), "count": count]
    }
    let all = numbers.bySite.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    let states = Application.State.allCases.filter { $0 != .filling && numbers.count($0) > 0 }
    return [tab("mine", Bilingual("Waiting for you", "待我审核"), waiting)]
      + states.map { tab($0.rawValue, $0.name, numbers.count($0)) } + [tab("all", Bilingual("All", "全部"), all)]
  }

  private func address(of wish: String) -> String {
    var address = "/staff?state=\(wish.percentEncoded)"
    if let site = filter.site { address += "&site=" + site.percentEncoded }
    if let category = filter.category { address += "&category=" + category.percentEncoded }
    if let number = filter.number { address += "&number=" + number.percentEncoded }
    if filter.heldBy != nil { address += "&mine=1" }
    if filter.overdueOnly { address += "&overdue=1" }
    if filter.order == .findings { address += "&order=findings" }
    return address
  }

  private func row(_ line: ConsoleEntry) -> [String: Any] {
    let entry = line.entry
    return [
      "number": entry.registration.rawValue, "href": Address.application(entry.registration),
      "name": entry.name, "category": entry.category, "site": entry.site, "state": entry.state.name.text(in: language),
      "tone": entry.state.tone, "since": entry.since.forPeople, "holder": entry.claimedBy?.rawValue ?? "",
      "version": entry.version, "overdue": line.overdue,
      "minds": entry.findings > 0 ? entry.findings : false as Any,
    ]
  }
}

/// What became of each of several applications.
struct BulkPage {
  /// One application's.
  struct Result: Sendable {
    let number: RegistrationNumber
    let problem: Problem?
  }

  let name: Bilingual
  let results: [Result]
  let language: Language

  /// The page.
  var page: Page {
    let refused = results.count { $0.problem != nil }
    return Page(
      title: name, template: "bulk",
      values: [
        "act": name.text(in: language), "done": results.count - refused, "refused": refused,
        "rows": results.map { result -> [String: Any] in
          [
            "number": result.number.rawValue, "href": Address.application(result.number),
            "tone": result.problem == nil ? "good" : "bad",
            "text": (result.problem?.words ?? Bilingual("done", "完成")).text(in: language),
            "reasons": result.problem?.reasons.map { $0.message.text(in: language) } ?? [],
          ]
        },
      ])
  }
}

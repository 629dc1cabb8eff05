import Hummingbird
import ReviewStore
import Wording

/// The filter of the list of registrations in an address or a form.
extension RosterFilter {
  /// The word for those who have uploaded nothing, in the field of the states.
  static let nothing = "nothing"

  /// Reads the fields `state, site, category, overdue, warnings, search, sort, descending, after`.
  ///
  /// - Throws: `bad-request` for a state or an order that does not exist.
  init(_ form: Form) throws {
    self.init()
    func field(_ name: String) -> String? { form[name].isEmpty ? nil : form[name] }
    switch field("state") {
    case nil, "all": break
    case Self.nothing: nothingUploaded = true
    case let name?:
      guard let state = ApplicationState(rawValue: name) else {
        throw Self.unknown("state", ["all", Self.nothing] + ApplicationState.allCases.map(\.rawValue))
      }
      states = [state]
    }
    if let name = field("sort") {
      guard let order = RosterOrder(rawValue: name) else {
        throw Self.unknown("sort", RosterOrder.allCases.map(\.rawValue))
      }
      self.order = order
    }
    site = field("site")
    category = field("category")
    overdueOnly = form["overdue"] == "1"
    warningsOnly = form["warnings"] == "1"
    search = field("search")
    descending = form["descending"] == "1"
    after = field("after").map(RegistrationNumber.init(rawValue:))
  }

  private static func unknown(_ field: String, _ known: [String]) -> ProblemError {
    ProblemError(
      .badRequest, "bad-request", "`\(field)` is one of: \(known.joined(separator: ", ")).",
      "`\(field)` 应为以下之一：\(known.joined(separator: "、"))。")
  }

  /// The value of the field `state`.
  var wish: String { nothingUploaded ? Self.nothing : states.first?.rawValue ?? "all" }

  /// The fields, without those that have their usual value.
  var fields: [(name: String, value: String)] {
    let all: [(String, String?)] = [
      ("state", wish == "all" ? nil : wish), ("site", site), ("category", category),
      ("overdue", overdueOnly ? "1" : nil), ("warnings", warningsOnly ? "1" : nil), ("search", search),
      ("sort", order == .number ? nil : order.rawValue), ("descending", descending ? "1" : nil),
      ("after", after?.rawValue),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The address of the list under this filter.
  var address: String {
    let query = fields.map { "\($0.name)=\($0.value.percentEncoded)" }.joined(separator: "&")
    return query.isEmpty ? "/staff/registrations" : "/staff/registrations?\(query)"
  }

  /// The filter with a change, from the first page on.
  func with(_ change: (inout RosterFilter) -> Void) -> RosterFilter {
    var filter = self
    filter.after = nil
    change(&filter)
    return filter
  }
}

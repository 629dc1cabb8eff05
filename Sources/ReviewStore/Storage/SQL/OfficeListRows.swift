import Wording

extension SQLTransaction {
  func known(_ list: OfficeList, under policy: Policy) throws -> KnownNames {
    let column = list == .sites ? "site" : "category"
    return KnownNames(
      policy: list.names(in: policy), entered: try enteredNames(list),
      used: try values("SELECT DISTINCT \(column) FROM registration WHERE erasedAt IS NULL"),
      staff: list == .sites ? try values("SELECT DISTINCT site FROM staff WHERE site IS NOT NULL AND disabled = 0") : []
    )
  }

  func enteredNames(_ list: OfficeList) throws -> [String] {
    try values("SELECT name FROM listed WHERE list = ? ORDER BY name", [list.rawValue])
  }

  /// Enters a name; false when it is there already.
  func enter(_ name: String, in list: OfficeList) throws -> Bool {
    try run("INSERT INTO listed (list, name) VALUES (?, ?) ON CONFLICT DO NOTHING", [list.rawValue, name]) > 0
  }

  /// Removes a name that was entered; false when there is none.
  func remove(_ name: String, from list: OfficeList) throws -> Bool {
    try run("DELETE FROM listed WHERE list = ? AND name = ?", [list.rawValue, name]) > 0
  }

  /// Lists that differ from what the log tells.
  func officeListProblems() throws -> [Bilingual] {
    var told: [OfficeList: Set<String>] = [:]
    try each(
      "SELECT action, after FROM audit WHERE subject = 'store' AND action IN ('list-add', 'list-remove') ORDER BY sequence"
    ) { row in
      let isAdded = try row["action"] as String == "list-add"
      for case .listed(let list, let name) in LoggedFacts(stored: try row["after"]).facts {
        if isAdded { told[list, default: []].insert(name) } else { told[list]?.remove(name) }
      }
    }
    return try OfficeList.allCases.filter { try Set(enteredNames($0)) != told[$0] ?? [] }.map { list in
      Bilingual("the list of \(list.rawValue) is not the one that the log tells of", "\(list.item.chinese)名单与操作日志不一致")
    }
  }
}

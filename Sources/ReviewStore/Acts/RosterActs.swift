import Tables
import Wording

extension ReviewStore {
  /// Writes the list of registrations as a table for spreadsheets, with masked numbers. The log keeps who exported what
  /// and how many, and nothing of any person. It is written before the last bytes are handed out; if that fails, the
  /// table must be thrown away.
  ///
  /// - Parameters:
  ///   - name: the member of staff; nil for the office.
  ///   - sink: takes the file's bytes. It must not wait for a client, because others cannot read meanwhile.
  /// - Returns: the number of registrations.
  @discardableResult
  public func exportRoster(
    _ filter: RosterFilter, as format: TableFormat, in language: Language, by name: StaffName? = nil,
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws -> Int {
    var filter = filter
    filter.after = nil
    filter.limit = nil
    let now = clock()
    let table = RosterTable(in: language)
    let writer = try TableWriter(format, sheet: Bilingual("Registrations", "报名名单").text(in: language), to: sink)
    try writer.add(table.head)
    var count = 0
    let asked = filter
    try engine.read { transaction in
      try transaction.eachRosterEntry(scoped(asked, for: name, transaction), overdueBefore: policy.overdueBefore(now)) {
        entry in
        try writer.add(table.row(entry))
        count += 1
      }
    }
    try engine.write { transaction in
      let actor = try self.actor(Person(officeOr: name), transaction)
      let scope = try scoped(asked, for: name, transaction)
      try transaction.record(
        "export", on: "store", by: actor.name,
        after: [.value(.count, "\(count)"), .value(.format, format.rawValue)] + scope.facts, at: now)
    }
    try writer.finish()
    return count
  }
}

extension RosterFilter {
  /// The filter for the log. A search may be somebody's name or number, so the log keeps only that there was one.
  var facts: [LoggedFact] {
    var parts = states.map(\.rawValue).sorted()
    if nothingUploaded { parts.append("nothing-uploaded") }
    if let site { parts.append("site:\(site)") }
    if let category { parts.append("category:\(category)") }
    if overdueOnly { parts.append("overdue") }
    if warningsOnly { parts.append("warnings") }
    if search != nil { parts.append("search") }
    return parts.map { .value(.filter, $0) }
  }
}

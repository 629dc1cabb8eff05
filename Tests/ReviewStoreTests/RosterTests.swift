import Foundation
import Tables
import Testing

@testable import ReviewStore

@Suite("The list of registrations") struct RosterTests {
  /// Five registrations of two sites: one handed in and returned, one filling in with a picture, three with none.
  private func filled() throws -> TestStore {
    let test = try TestStore("beijing-2024")
    try test.addStaff()
    try test.enter("24-001") {
      $0.name = "王小明"
      $0.idNumber = "11010119900101001x"
      $0.mobile = "13912345688"
      $0.address = "测试路 1 号"
    }
    try test.enter("24-002") { $0.name = "欧阳 娜" }
    try test.enter("24-003", activate: false) {
      $0.name = "阿卜杜·热合曼"
      $0.idNumber = "650101199001017789"
    }
    try test.enter("24-004", site: "B") { $0.category = "口腔执业医师" }
    try test.enter("24-005", site: "B", activate: false)
    test.wait(minutes: 1)
    try test.uploadIdentity("24-001")
    try test.store.submit("24-001")
    test.wait(minutes: 1)
    try test.store.upload(test.photo(), to: "identity", of: "24-002")
    return test
  }

  private func numbers(
    _ test: TestStore, for staff: StaffName? = nil, _ edit: (inout RosterFilter) -> Void = { _ in }
  ) throws -> [String] {
    var filter = RosterFilter()
    edit(&filter)
    return try test.store.roster(filter, for: staff).entries.map { String($0.record.number.rawValue.suffix(1)) }
  }

  @Test("Site staff see their own site's registrations, others all") func scope() throws {
    let test = try filled()
    #expect(try numbers(test, for: "a") == ["1", "2", "3"])
    #expect(try numbers(test, for: "r") == ["1", "2", "3", "4", "5"])
    #expect(refusal { _ = try numbers(test, for: "a") { $0.site = "B" } } == .notYourSite)
    #expect(try test.store.roster(RosterFilter(), for: "a").counts.total == 3)
  }

  @Test("Filters are the state, nothing uploaded, site, category, overdue and warnings") func filters() throws {
    let test = try filled()
    #expect(try numbers(test) { $0.states = [.submitted] } == ["1"])
    #expect(try numbers(test) { $0.states = [.filling] } == ["2", "3", "4", "5"])
    #expect(try numbers(test) { $0.nothingUploaded = true } == ["3", "4", "5"])
    #expect(try numbers(test) { $0.site = "B" } == ["4", "5"])
    #expect(try numbers(test) { $0.category = "口腔执业医师" } == ["4"])
    #expect(try numbers(test) { $0.overdueOnly = true } == [])
    #expect(try numbers(test) { $0.warningsOnly = true } == ["2", "3", "4", "5"])
    let counts = try test.store.roster(RosterFilter()).counts
    #expect(counts.states == [.submitted: 1, .filling: 4] && counts.nothingUploaded == 3)
  }

  @Test(
    "A search finds part of the number or name, or the end of the identity number, however it is spelt",
    arguments: [
      ("24-00", "12345"), ("２４－００１", "1"), ("小明", "1"), (" 王　小明", "1"), ("欧阳娜", "2"), ("热合曼", "3"),
      ("001X", "1"), ("1001x", "1"), ("７７８９", "3"), ("010 1001ｘ", ""), ("11010119900101001X", "1"), ("01X", ""),
      ("1990010100", ""), ("%", ""), ("没有", ""),
    ])
  func search(text: String, found: String) throws {
    let test = try filled()
    #expect(try numbers(test) { $0.search = text }.joined() == found)
  }

  @Test("Fewer than four last characters of an identity number find nobody, nor do more than six")
  func lastCharacters() throws {
    let test = try filled()
    let whole = "11010119900101001X"
    for count in 1...18 {
      let isFound = try numbers(test) { $0.search = String(whole.suffix(count)) } == ["1"]
      // "1X" and so on are part of no number or name here.
      #expect(isFound == (4...6).contains(count) || count == 18, "\(count)")
    }
  }

  @Test("The pages of every order hold everybody once", arguments: RosterOrder.allCases, [false, true])
  func pages(order: RosterOrder, descending: Bool) throws {
    let test = try filled()
    var filter = RosterFilter()
    filter.order = order
    filter.descending = descending
    let whole = try test.store.roster(filter).entries.map(\.record.number)
    #expect(Set(whole).count == 5)
    filter.limit = 2
    var paged: [RegistrationNumber] = []
    while true {
      let entries = try test.store.roster(filter).entries
      paged += entries.map(\.record.number)
      guard entries.count == 2 else { break }
      filter.after = entries.last?.record.number
    }
    #expect(paged == whole)
    switch order {
    case .changed: #expect(whole.suffix(2) == ["24-001", "24-002"] || descending && whole.first == "24-002")
    case .state: #expect(descending ? whole.first == "24-001" : whole.last == "24-001")
    default: break
    }
  }

  @Test("The time of the last act is that of the log's last entry, in an older store too") func lastAct() throws {
    let test = try filled()
    test.wait(minutes: 5)
    try test.store.claim("24-001", as: "a")
    let entries = try test.store.roster(RosterFilter()).entries
    for entry in entries {
      var last: Moment?
      try test.store.eachAuditEntry(of: entry.record.number.rawValue) { last = $0.time }
      #expect(entry.changedAt == last)
    }
  }

  @Test("An export holds what the filter shows, masked; the log keeps who, how many and which filter, and no search")
  func export() throws {
    let test = try filled()
    var filter = RosterFilter()
    filter.search = "小明"
    filter.after = "24-001"
    filter.limit = 1
    var bytes: [UInt8] = []
    let count = try test.store.exportRoster(filter, as: .csv, in: .chinese, by: "a") { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(count == 1 && text.contains("24-001,王小明,临床执业医师,A,110**********1X,139*****88,上报完成,是,2,"))
    #expect(!text.contains("11010119900101001X") && !text.contains("13912345688"))
    var entries: [AuditEntry] = []
    try test.store.eachAuditEntry(of: "store") { entries.append($0) }
    let last = try #require(entries.last)
    #expect(last.action == "export" && last.actor == "a")
    #expect(last.after.text == "count=1 format=csv filter=site:A filter=search")
    #expect(try test.store.verify().problems.isEmpty)
  }

  @Test("A formula in a name is harmless in CSV") func formula() throws {
    let test = try TestStore("beijing-2024")
    try test.enter("1") { $0.name = "=HYPERLINK(\"x\")" }
    var bytes: [UInt8] = []
    try test.store.exportRoster(RosterFilter(), as: .csv, in: .english) { bytes += $0 }
    #expect(String(decoding: bytes, as: UTF8.self).contains("1,\"'=HYPERLINK(\"\"x\"\")\""))
  }
}

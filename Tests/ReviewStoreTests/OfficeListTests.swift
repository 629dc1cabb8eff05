import Foundation
import Tables
import Testing

@testable import ReviewStore

@Suite("Lists of sites and categories, and previews of imports") struct OfficeListTests {
  private func table(_ lines: String...) -> [UInt8] {
    Array((["报名号,姓名,报考类别,考点,手机号码"] + lines).joined(separator: "\n").utf8)
  }

  private func codes(_ error: (any Error)?) -> [String] {
    guard case .badTable(let mistakes, _)? = error as? InputError else { return [] }
    return mistakes.map { "\($0.line):\($0.column ?? 0) \($0.code)" }
  }

  @Test("Without a list, staff or a policy's sites, every site is taken and named as new") func undeclared() throws {
    let test = try TestStore("beijing-2024")
    let rows = table("1,测试甲,临床执业医师,A,", "2,测试乙,临床执业医师,B,")
    let preview = try test.store.previewImport(rows)
    #expect(preview.new == 2 && preview.mistakes.isEmpty && preview.newSites == ["A", "B"])
    #expect(try test.store.importRegistrations(csv: rows, seen: preview.mark) == 2)
    #expect(try test.store.previewImport(table("3,测试丙,临床执业医师,A,")).newSites == [])
  }

  @Test("Once sites or categories are entered, or staff belong to a site, an import keeps to them") func declared()
    throws
  {
    let test = try TestStore("beijing-2024")
    try test.store.addStaff("a", role: .site, site: "A")
    let rows = table("1,测试甲,临床执业医师,A,", "2,测试乙,临床职业医师,B,123")
    let preview = try test.store.previewImport(rows)
    #expect(preview.newSites == [] && preview.wrongLines == 1)
    #expect(preview.mistakes.map { "\($0.line):\($0.column ?? 0) \($0.code)" } == ["3:5 bad-mobile"])
    let sound = table("1,测试甲,临床执业医师,A,", "2,测试乙,临床职业医师,B,")
    #expect(
      codes(#expect(throws: InputError.self) { try test.store.importRegistrations(csv: sound) }) == ["3:4 unknown-site"]
    )
    try test.store.add(["B"], to: .sites)
    try test.store.add(["临床执业医师"], to: .categories)
    #expect(
      codes(#expect(throws: InputError.self) { try test.store.importRegistrations(csv: sound) }) == [
        "3:3 unknown-category"
      ])
    #expect(try test.store.known(.sites).names.map(\.name) == ["A", "B"])
    #expect(throws: InputError.self) { try test.enter("9", site: "C") }
    #expect(throws: InputError.self) { try test.store.addStaff("c", role: .site, site: "C") }
    #expect(throws: Refusal.self) { try test.store.importRegistrations(csv: table("1,测试甲,临床执业医师,A,"), seen: "other") }
    #expect(try test.store.importRegistrations(csv: table("1,测试甲,临床执业医师,A,")) == 1)
    #expect(try test.store.verify().problems.isEmpty)
  }

  @Test("A policy's sites and categories are known and cannot be removed") func ofPolicy() throws {
    let test = try TestStore("beijing-2024") { $0 + "\nsites: [甲考点]\ncategories: [临床执业医师]\n" }
    #expect(try test.store.known(.sites).isDeclared)
    #expect(refusal { try test.store.remove("甲考点", from: .sites) } == .notFound)
    #expect(refusal { try test.store.add(["甲考点"], to: .sites) } == .alreadyExists)
    #expect(throws: InputError.self) { try test.enter("1", site: "乙考点") }
    try test.enter("1", site: "甲考点")
  }

  @Test("A name that somebody has stays in its list; each change is logged and verified") func removal() throws {
    let test = try TestStore("beijing-2024")
    try test.store.addStaff("boss", role: .admin)
    try test.store.addStaff("r", role: .region)
    try test.store.add(["A", "B 区"], to: .sites, by: "boss")
    #expect(refusal { try test.store.add(["C"], to: .sites, by: "r") } == .notYourLevel)
    #expect(refusal { try test.store.add(["C", "A"], to: .sites) } == .alreadyExists)
    #expect(try test.store.known(.sites).names.map(\.name) == ["A", "B 区"], "none of several is entered")
    try test.enter("1", site: "A")
    #expect(refusal { try test.store.remove("A", from: .sites) } == .wrongState)
    try test.store.remove("B 区", from: .sites)
    var told: [String] = []
    try test.store.eachAuditEntry(of: "store") { told.append("\($0.actor) \($0.action) \($0.after.text)") }
    #expect(
      told.suffix(3) == [
        "boss list-add listed-sites=A", "boss list-add listed-sites=B 区", "office list-remove listed-sites=B 区",
      ])
    #expect(try test.store.verify().problems.isEmpty)
    try test.store.database.maintain { try $0.execute(sql: "INSERT INTO listed VALUES ('sites', 'Z')") }
    #expect(try test.store.verify().problems.count == 1)
  }

  @Test("The template can be read by the import, which skips its example", arguments: TableFormat.allCases)
  func template(format: TableFormat) throws {
    let test = try TestStore("beijing-2024")
    let bytes = try ReviewStore.importTemplate(format)
    let preview = try test.store.previewImport(bytes)
    #expect(preview.mistakes.isEmpty && preview.new == 0)
    #expect(try test.store.importRegistrations(csv: bytes) == 0)
  }

  @Test("A second import corrects by number what its filled cells say, and each change is logged") func update() throws
  {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    let first = table("1,测试甲,临床执业医师,A,13912345681", "2,测试乙,临床执业医师,A,13912345682", "3,测试丙,临床执业医师,B,")
    #expect(try test.store.importRegistrations(csv: first) == 3)
    let second = table("1,测试甲,临床执业医师,A,", "2,测试已,临床执业医师,A,13912345683", "4,测试丁,临床执业医师,B,")
    let preview = try test.store.previewImport(second, updating: true, by: "boss")
    #expect(preview.new == 1 && preview.unchanged == 1 && preview.mistakes.isEmpty)
    #expect(
      preview.changes.map(\.number) == ["2"]
        && preview.changes.first?.fields.map(\.english) == ["name", "mobile number"])
    #expect(
      codes(#expect(throws: InputError.self) { try test.store.importRegistrations(csv: second) })
        == ["2:1 already-exists", "3:1 already-exists"])
    #expect(try test.store.importRegistrations(csv: second, updating: true, seen: preview.mark, by: "boss") == 2)
    #expect(try test.store.registration("1").maskedMobile == "139*****81")
    #expect(try test.store.registration("2").name == "测试已")
    var told: [String] = []
    try test.store.eachAuditEntry(of: "2") { told.append("\($0.actor) \($0.action)") }
    #expect(told == ["office register", "boss correct"])
    let again = try test.store.previewImport(second, updating: true, by: "boss")
    #expect(again.new == 0 && again.changes.isEmpty && again.unchanged == 3)
    #expect(try test.store.verify().problems.isEmpty)
  }

  @Test("A line that moves somebody to another site, or concerns an application the region has passed, is refused")
  func refusedUpdate() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { ($0.mobile, $0.address) = ("13912345681", "测试路") }
    try test.enter("2", site: "B")
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.acceptIdentity("1")
    try test.store.pass("1", as: "a")
    try test.store.pass("1", as: "r")
    let rows = table("1,测试新,临床执业医师,A,", "2,测试考生,临床执业医师,A,")
    let preview = try test.store.previewImport(rows, updating: true, by: "boss")
    #expect(preview.mistakes.map { "\($0.line) \($0.code)" } == ["2 wrong-state", "3 wrong-state"])
    #expect(throws: InputError.self) { try test.store.importRegistrations(csv: rows, updating: true, by: "boss") }
    #expect(try test.store.registration("1").name == "测试考生")
  }
}

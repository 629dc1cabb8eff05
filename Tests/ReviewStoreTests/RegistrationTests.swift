import Tables
import Testing

@testable import ReviewStore

@Suite("Importing registrations") struct RegistrationTests {
  private static let unacceptable = [
    String(repeating: "1", count: 65), "1\u{7}2", "1\n2", " 12", "12\u{3000}", "1\u{202E}2", "1\u{200B}2",
  ]

  @Test("A number that is too long for a watermark, or has invisible characters, is refused", arguments: unacceptable)
  func number(_ number: String) throws {
    let test = try TestStore("shandong-2021")
    #expect(throws: InputError.badNumber) { try test.enter(RegistrationNumber(number)) }
  }

  @Test("The longest number still leaves room for its watermark", arguments: Policy.shippedIDs)
  func longest(policy: String) throws {
    let test = try TestStore(policy)
    let number = RegistrationNumber(String(repeating: "9", count: 64))
    try test.enter(number)
    #expect(WatermarkText.longest(under: test.store.policy, region: test.store.region) <= 100)
    let name = String(repeating: "长", count: 90)
    #expect(throws: InputError.regionTooLong) {
      try ReviewStore.create(at: test.path + "-2", policy: Policy.shippedYAML(policy)!, region: name)
    }
  }

  private func mistakes(_ table: [UInt8]) throws -> [InputError.Line] {
    let test = try TestStore("shandong-2021")
    let error = #expect(throws: InputError.self) { try test.store.importRegistrations(csv: table) }
    guard case .badTable(let lines, _)? = error else { return [] }
    return lines
  }

  @Test("Invalid numbers are reported with their lines") func numbersInTable() throws {
    let long = String(repeating: "1", count: 65)
    let table = "registration,name,category,site\n\(long),测试甲,临床,A\n2,测试乙,临床,A\n\"3\u{7}\",测试丙,临床,A\n"
    let found = try mistakes(Array(table.utf8))
    #expect(found.map(\.line) == [2, 4] && found.allSatisfy { $0.code == "bad-registration" })
  }

  @Test("A table without a header is refused, and no personal data are quoted") func noHeading() throws {
    for table in ["1,测试甲,临床执业医师,A,110101199001010001,13912345688\n", "1,测试甲,category,site,13912345688\n"] {
      let found = try mistakes(Array(table.utf8))
      #expect(!found.isEmpty)
      for personal in ["测试甲", "110101199001010001", "13912345688"] { #expect(!"\(found)".contains(personal)) }
    }
  }

  @Test("A table with a duplicate column is refused") func duplicateColumn() throws {
    let found = try mistakes(Array("registration,name,category,site,姓名\n1,测试甲,临床,A,测试乙\n".utf8))
    #expect(found.map(\.code) == ["duplicate-column"])
  }

  @Test("A table in GBK is read, and one whose lines are partly in no encoding is refused with their lines") func gbk()
    throws
  {
    // 测试甲, 临床 and 考点 in GBK.
    let name: [UInt8] = [0xB2, 0xE2, 0xCA, 0xD4, 0xBC, 0xD7]
    let category: [UInt8] = [0xC1, 0xD9, 0xB4, 0xB2]
    let comma = [UInt8(ascii: ",")]
    let test = try TestStore("shandong-2021")
    let table = Array("registration,name,category,site\n1,".utf8) + name + comma + category + Array(",A\n".utf8)
    #expect(try test.store.importRegistrations(csv: table) == 1)
    let record = try test.store.registration("1")
    #expect(record.name == "测试甲" && record.category == "临床")
    let mixed = "registration,name,category,site\n2,测试乙,临床,A\n3,测试丙,临床,A\n4,"
    let lines = try mistakes(Array(mixed.utf8) + name + Array(",x,A\n".utf8))
    #expect(lines.map(\.code) == ["not-utf-8"] && lines.map(\.line) == [4])
  }

  @Test("A workbook is imported as a table is") func workbook() throws {
    let test = try TestStore("shandong-2021")
    var bytes: [UInt8] = []
    let writer = try TableWriter(.xlsx, sheet: "名单") { bytes += $0 }
    try writer.add(["报名号", "姓名", "报考类别", "考点", "证件号码"])
    try writer.add(["0001", "测试甲", "临床执业医师", "A", "11010119900101001x"])
    try writer.add(["", "", "", "", ""])
    try writer.add(["0002", "测试乙", "", "A"])
    try writer.finish()
    #expect(try mistakes(bytes).map(\.line) == [4])
    var good: [UInt8] = []
    let again = try TableWriter(.xlsx, sheet: "名单") { good += $0 }
    try again.add(["报名号", "姓名", "报考类别", "考点", "证件号码"])
    try again.add(["0001", "测试甲", "临床执业医师", "A", "11010119900101001x"])
    try again.finish()
    #expect(try test.store.importRegistrations(csv: good) == 1)
    #expect(try test.store.registration("0001").maskedIDNumber == "110**********1X")
  }

  @Test(
    "What is no workbook is refused as such", arguments: [[0x50, 0x4B, 0x03, 0x04, 1, 2], [0xD0, 0xCF, 0x11, 0xE0]])
  func noWorkbook(bytes: [UInt8]) throws { #expect(try mistakes(bytes).map(\.code) == ["bad-workbook"]) }
}

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

  @Test("A table in GBK is refused with advice to save it as UTF-8, wherever the first Chinese text is") func gbk()
    throws
  {
    let name: [UInt8] = [0xB2, 0xE2, 0xCA, 0xD4]
    #expect(try mistakes(name + Array(",a,b,c\n".utf8)).map(\.code) == ["not-utf-8"])
    let lines = try mistakes(Array("registration,name,category,site\n1,".utf8) + name + Array(",临床,A\n".utf8))
    #expect(lines.map(\.code) == ["not-utf-8"] && lines[0].message.english.contains("UTF-8"))
  }
}

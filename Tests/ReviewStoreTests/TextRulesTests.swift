import Testing
import Wording

@testable import ReviewStore

@Suite("Rules for texts") struct TextRulesTests {
  private static let unseenTexts = [
    "\u{0}", "a\u{0}b", "\u{1B}[31m", "\u{202E}gpj.exe", "a\u{2066}b", "\u{FEFF}a", "a\u{2028}b", "a\u{7F}",
    "a\u{E0041}",
    "a\u{FFFF}",
  ]
  private static let emptyTexts = ["", "   ", "\u{3000}\u{A0}", "\u{200B}\u{200D}", "\u{3164}", "\u{2800}", "\n\t"]

  @Test("No text accepts control characters or bidirectional overrides", arguments: unseenTexts)
  func unseen(text: String) throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    let store = test.store
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try store.submit("1")
    let length = { () throws -> Int in
      var count = 0
      try store.eachAuditEntry { _ in count += 1 }
      return count
    }
    let before = try length()
    let isMissing = text == "\u{0}"
    func refused(_ what: String, _ body: () throws -> Void) {
      let error = #expect(throws: InputError.self, "\(what)") { try body() }
      switch error {
      case .badText, .badName, .badNumber: break
      case .missing, .missingSite: #expect(isMissing, "\(what)")
      default: Issue.record("\(what): \(String(describing: error))")
      }
    }
    for edit: (inout NewRegistration) -> Void in [
      { $0.number = text }, { $0.name = text }, { $0.category = text }, { $0.site = text },
    ] {
      var new = NewRegistration(number: "2", name: "测试", category: "x", site: "A")
      edit(&new)
      refused("registration") { try store.addRegistration(new) }
    }
    refused("address") { try store.setProfile(of: "1", address: text) }
    refused("want") { try store.want(Place("identity", 1), of: "1", note: text, as: "a") }
    refused("reject") { try store.reject("1", note: text, as: "a") }
    refused("staff") { try store.addStaff(text, role: .admin) }
    refused("site") { try store.addStaff("zhao", role: .site, site: text) }
    #expect(try length() == before, "nothing was changed")
    let table = "registration,name,category,site\n3,\"\(text)\",x,A\n"
    #expect(throws: InputError.self) { try store.importRegistrations(csv: Array(table.utf8)) }
  }

  @Test("A text without visible characters counts as missing", arguments: emptyTexts) func empty(text: String) throws {
    let test = try TestStore("shandong-2021")
    #expect(throws: InputError.missing(Bilingual("name", "姓名"))) {
      try test.store.addRegistration(NewRegistration(number: "1", name: text, category: "x", site: "A"))
    }
    #expect(throws: InputError.self) { try test.store.addStaff(text, role: .admin) }
    #expect(throws: InputError.self) {
      try test.store.addRegistration(NewRegistration(number: text, name: "x", category: "x", site: "A"))
    }
  }

  @Test("Names of any script are kept, and notes keep their lines") func kept() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    // Joiners, a variation selector, a private-use character, a combining mark, right-to-left text without an
    // override.
    for (index, name) in ["می‌خواهم", "葛\u{E0100}城", "\u{E123}", "e\u{301}", "ئۇيغۇر", "བོད", "👨‍⚕️"].enumerated() {
      let number = try test.enter(RegistrationNumber("n\(index)"), activate: false) { $0.name = name + " " }
      #expect(try test.store.registration(number).name == name)
    }
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.want(Place("identity", 1), of: "1", note: " 一\r\n二\t三\n", as: "a")
    let note = try test.store.materials(of: "1", as: "a").first { $0.rule.id == "identity" }?.pictures.first?.note
    #expect(note == "一\n二\t三")
  }

  @Test("A name that browsers resolve as a path component is refused, and others are not") func steps() throws {
    let test = try TestStore("shandong-2021")
    for name in [".", "..", " a", "a ", "a\u{200B}b", "a\u{AD}b", String(repeating: "a", count: 65)] {
      #expect(throws: InputError.badNumber, "\(name)") { try test.enter(RegistrationNumber(name)) }
      #expect(throws: InputError.badName, "\(name)") { try test.store.addStaff(name, role: .admin) }
    }
    for name in ["...", "%2e", "a/b", "R 1", "中文01"] {
      try test.enter(RegistrationNumber(name))
      try test.store.addStaff(name, role: .admin)
    }
    // 64 characters of many code points each.
    let heavy = String(repeating: "e" + String(repeating: "\u{301}", count: 20), count: 64)
    #expect(throws: InputError.badNumber) { try test.enter(RegistrationNumber(heavy)) }
  }
}

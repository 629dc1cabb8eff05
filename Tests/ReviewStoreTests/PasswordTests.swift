import Testing

@testable import ReviewStore

@Suite("Passwords") struct PasswordTests {
  @Test(
    "A password that is easy to guess is refused",
    arguments: [
      "password", "Password1", "12345678", "iloveyou", "1qaz2wsx", "woaini1314", "5201314520", "baseball", "ＰＡＳＳＷＯＲＤ",
      "        ", "aaaaaaaa", "12121212", "abcabcabc", "\u{3000}\u{3000}\u{3000}\u{3000} \u{3000}\u{3000}\u{3000}",
      "abcdefgh", "hgfedcba", "23456789", "１２３４５６７８", "asdfghjkl", "poiuytrewq", "abcd1234", "qwerty123456", "a1234567",
    ]) func weak(password: String) throws
  {
    let test = try TestStore("shandong-2021")
    let error = #expect(throws: InputError.self) {
      try test.store.addStaff("officer", role: .admin, password: password)
    }
    guard case .weakPassword? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try test.store.staff().isEmpty)
  }

  @Test(
    "A password that is hard to guess is accepted",
    arguments: ["correct horse", "a calm password", "eight or more", "achtacht", "七八九十甲乙丙丁", "Tr0ub4dor&3", "x7#kq!2m"])
  func strong(password: String) throws {
    let test = try TestStore("shandong-2021")
    try test.store.addStaff("officer", role: .admin, password: password)
    _ = try test.store.signIn(staff: "officer", password: password)
  }

  @Test("A password made of the owner's name, number or site is refused, and the code stays valid") func personal()
    throws
  {
    let test = try TestStore("shandong-2021")
    try test.enter("BJ-2024-0815", site: "北京大学第一医院", activate: false) {
      ($0.name, $0.idNumber, $0.mobile) = ("欧阳修远", "110101198703154521", "13912345688")
    }
    func code() throws -> String { try test.store.makeCode(for: "BJ-2024-0815").code }
    func comeIn(_ password: String, code: String) throws {
      _ = try test.store.comeIn("BJ-2024-0815", lastSix: "154521", code: code, password: password)
    }
    for password in [
      "bj20240815", "BJ-2024-0815!", "19870315", "19870315ab", "110101198703154521", "03154521", "13912345688",
      "北京大学第一医院", "欧阳修远欧阳修远", "欧阳修远 123",
    ] {
      #expect(throws: InputError.weakPassword(.personal), "\(password)") { try comeIn(password, code: code()) }
      // Without the code, the answer reveals nothing about the person.
      #expect(throws: InputError.wrongSecret, "\(password)") { try comeIn(password, code: "x") }
    }
    let fresh = try code()
    #expect(throws: InputError.weakPassword(.personal)) { try comeIn("19870315", code: fresh) }
    try comeIn("a calm password", code: fresh)

    try test.store.addStaff("wangxiaoming", role: .site, site: "北京大学第一医院")
    for password in ["wangxiaoming", "WangXiaoming1", "xiaoming"] {
      #expect(throws: InputError.weakPassword(.personal), "\(password)") {
        try test.store.setPassword(password, of: "wangxiaoming")
      }
    }
    try test.store.setPassword("wangxiaoming rides home", of: "wangxiaoming")
  }
}

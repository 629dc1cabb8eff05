import Testing

@testable import ReviewStore

@Suite("Staff") struct StaffTests {
  @Test(
    "A staff member's name cannot be one that the log uses for another actor",
    arguments: ["candidate", "office", "Office", " candidate ", "store"])
  func reserved(name: String) throws {
    let test = try TestStore("shandong-2021")
    #expect(throws: InputError.reservedName(name)) { try test.store.addStaff(name, role: .admin) }
    #expect(try test.store.staff().isEmpty)
    try test.store.addStaff("officer", role: .admin)
  }

  @Test("A password of seven characters is refused, and the account is not added either") func shortPassword()
    throws
  {
    let test = try TestStore("shandong-2021")
    #expect(throws: InputError.shortPassword) {
      try test.store.addStaff("officer", role: .admin, password: "sieben7")
    }
    #expect(try test.store.staff().isEmpty)
    try test.store.addStaff("officer", role: .admin, password: "achtacht")
    #expect(try test.store.staff().map(\.hasPassword) == [true])
    #expect(throws: InputError.shortPassword) { try test.store.setPassword("sieben7", of: "officer") }
    _ = try test.store.signIn(staff: "officer", password: "achtacht")
  }

  @Test("A candidate who chooses a short password can use the code again") func shortFirstPassword() throws {
    let test = try TestStore("shandong-2021")
    let number = try test.enter("1", activate: false)
    let code = try test.store.makeCode(for: number).code
    #expect(throws: InputError.shortPassword) {
      try test.store.comeIn(number, lastSix: "", code: code, password: "sieben7")
    }
    _ = try test.store.comeIn(number, lastSix: "", code: code, password: "achtacht")
  }
}

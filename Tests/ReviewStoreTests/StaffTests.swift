import Testing

@testable import ReviewStore

@Suite("Staff") struct StaffTests {
  @Test(
    "Nobody on the staff bears a word that stands in the log for somebody else",
    arguments: ["candidate", "office", "Office", " candidate ", "store"])
  func reserved(name: String) throws {
    let test = try TestStore("shandong-2021")
    #expect(throws: InputError.reservedName(name)) { try test.store.addStaff(name, role: .admin) }
    #expect(try test.store.staff().isEmpty)
    try test.store.addStaff("officer", role: .admin)
  }
}

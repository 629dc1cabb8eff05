import Foundation
import Testing

@testable import ReviewStore

@Suite("Former pictures") struct FormerPictureTests {
  /// A submitted application with two pictures of `identity` and one of `education`.
  private func submitted(_ policy: String = "shandong-2021") throws -> TestStore {
    let test = try TestStore(policy)
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    try test.store.upload(test.photo(), to: "education", of: "1")
    if test.store.policy.handingIn == .explicit { try test.store.submit("1") }
    return test
  }

  private func former(_ test: TestStore, _ number: RegistrationNumber = "1", as viewer: Viewer = .staff) throws
    -> [Place: FormerPicture]
  {
    let all = try test.store.materials(of: number, for: viewer).flatMap { material in
      material.former.map { (Place(material.rule.id, $0.key), $0.value) }
    }
    return Dictionary(uniqueKeysWithValues: all)
  }

  @Test(
    "A reviewed picture that is replaced after a return is kept, an unreviewed one is not",
    arguments: ["shandong-2021", "tianjin-2023", "national-2023"])
  func replaced(policy: String) throws {
    let test = try submitted(policy)
    let store = test.store
    let reviewed = try store.picture(Place("identity", 2), of: "1")
    try store.want(Place("identity", 2), of: "1", note: "模糊", as: "a")
    try store.want(Place("education", 2), of: "1", note: "请补充", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    #expect(try former(test).isEmpty)
    test.wait(minutes: 5)
    try store.upload(test.photo(), to: "identity", of: "1")
    try store.remove(Place("identity", 2), of: "1")
    try store.upload(test.photo(), to: "identity", of: "1", position: 2)
    try store.upload(test.photo(), to: "education", of: "1", position: 2)
    if policy != "national-2023" {
      try store.remove(Place("education", 2), of: "1")
      try store.upload(test.photo(), to: "education", of: "1", position: 2)
      try store.submit("1")
    }
    let kept = try former(test)
    #expect(kept.keys.sorted() == [Place("identity", 2)])
    #expect(kept.values.first?.origin == .attempt)
    #expect(try former(test, as: .candidate).isEmpty && former(test, as: .office).isEmpty)
    #expect(try store.formerPicture(Place("identity", 2), of: "1", as: "a") == reviewed)
    #expect(refusal { _ = try store.formerPicture(Place("identity", 1), of: "1", as: "a") } == .notFound)
    #expect(refusal { _ = try store.formerPicture(Place("identity", 2), of: "1", as: "b") } == .notYourSite)
    #expect(refusal { _ = try store.formerPicture(Place("identity", 2), of: "1", as: "r") } == .notYourLevel)
    #expect(refusal { _ = try store.formerPicture(Place("identity", 2), of: "1", as: "ghost") } == .notFound)
    #expect(try store.verify().isClean)
  }

  @Test("After another return the latest former picture replaces the earlier one, whose file is deleted") func again()
    throws
  {
    let test = try submitted()
    let store = test.store
    for _ in 0..<2 {
      let reviewed = try store.picture(Place("identity", 1), of: "1")
      try store.want(Place("identity", 1), of: "1", note: "模糊", as: "a")
      try store.giveBack("1", note: "请更换", as: "a")
      try store.remove(Place("identity", 1), of: "1")
      try store.upload(test.photo(), to: "identity", of: "1")
      try store.submit("1")
      #expect(try store.formerPicture(Place("identity", 1), of: "1", as: "a") == reviewed)
    }
    var files = 0
    try store.pictures.eachEntry { _ in files += 1 }
    #expect(files == 4)
    #expect(try store.verify().isClean)
  }

  @Test("Former pictures are verified, backed up, restored and erased like the others") func cared() throws {
    let test = try submitted()
    let store = test.store
    try store.want(Place("identity", 1), of: "1", note: "模糊", as: "a")
    try store.giveBack("1", note: "请更换", as: "a")
    try store.upload(test.photo(), to: "identity", of: "1")
    try store.submit("1")
    let file = test.path + "-backup"
    let place = test.path + "-restored"
    defer { for path in [file, place] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try store.backup(to: file).pictures == 4)
    _ = try ReviewStore.restore(file, to: place)
    let restored = try ReviewStore(at: place)
    let former = try store.formerPicture(Place("identity", 1), of: "1", as: "a")
    #expect(try restored.formerPicture(Place("identity", 1), of: "1", as: "a") == former)
    let sha256 = try #require(self.former(test).values.first?.picture.sha256)
    try store.pictures.remove(sha256)
    #expect(try store.verify().problems.map(\.kind) == [.picture])
    try store.database.maintain { try $0.execute(sql: "DELETE FROM former") }
    #expect(try store.verify().problems.map(\.kind) == [.audit])
    try restored.erase("1", as: "r")
    var files = 0
    try restored.pictures.eachEntry { _ in files += 1 }
    #expect(files == 0)
    #expect(try restored.verify().isClean)
  }

  @Test("Last year's picture of a material to upload anew is kept as the former picture") func lastYear() throws {
    let last = try TestStore("shandong-2021")
    try last.addStaff()
    try last.enter("1") { $0.idNumber = "P1" }
    try last.uploadIdentity("1")
    try last.store.upload(last.photo(), to: "probation", of: "1")
    try last.store.submit("1")
    try last.acceptIdentity("1")
    try last.store.accept(Place("probation", 1), of: "1", as: "a")
    for staff in ["a", "r"] as [StaffName] { try last.store.pass("1", as: staff) }
    let test = try TestStore("shandong-2021")
    let store = test.store
    try test.addStaff()
    try test.enter("11") { $0.idNumber = "P1" }
    #expect(try store.carryOver(from: last.path).pictures == 2)
    #expect(try store.carryOver(from: last.path).pictures == 0)
    #expect(try former(test, "11").mapValues(\.origin) == [Place("probation", 1): .lastYear])
    try store.upload(test.photo(), to: "probation", of: "11")
    try store.submit("11")
    let old = try last.store.picture(Place("probation", 1), of: "1")
    #expect(try store.formerPicture(Place("probation", 1), of: "11", as: "a") == old)
    try store.want(Place("identity", 1), of: "11", note: "已过期", as: "a")
    try store.giveBack("11", note: "请更换", as: "a")
    try store.upload(test.photo(), to: "identity", of: "11")
    #expect(try former(test, "11")[Place("identity", 1)]?.origin == .lastYear)
    #expect(try store.verify().isClean)
  }
}

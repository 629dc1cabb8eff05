import Foundation
import Testing

@testable import ReviewStore

@Suite("Returning candidates and foreign passports") struct ReturningTests {
  @Test(
    "A returning candidate in Shandong uploads either the probation or the practice certificate",
    arguments: ["probation", "practice"])
  func either(material: String) throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1") { $0.returning = true }
    try test.uploadIdentity("1")
    #expect(refusal { try test.store.submit("1") } == .incomplete)
    try test.store.upload(test.photo(), to: MaterialID(material), of: "1")
    #expect(try test.store.submit("1").state == .submitted)
  }

  /// Last year's store: `1` was passed, `2` was rejected, `3` was passed and has not registered this year.
  private func lastYear() throws -> TestStore {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for (number, person) in [("1", "P1"), ("2", "P2"), ("3", "P3")] as [(RegistrationNumber, String)] {
      try test.enter(number) { $0.idNumber = person }
      try test.uploadIdentity(number)
      try test.store.upload(test.photo(), to: "probation", of: number)
      try test.store.submit(number)
      try test.acceptIdentity(number)
      try test.store.accept(Place("probation", 1), of: number, as: "a")
    }
    for number in ["1", "3"] as [RegistrationNumber] {
      try test.store.pass(number, as: "a")
      try test.store.pass(number, as: "r")
    }
    try test.store.reject("2", note: "不符合", as: "a")
    return test
  }

  @Test("What passed last year is carried over locked, except materials to upload anew") func carriedOver() throws {
    let last = try lastYear()
    try last.store.database.maintain {
      try $0.execute(sql: "UPDATE registration SET idNumber = 'p 1' WHERE number = '1'")
    }
    let test = try TestStore("shandong-2021")
    let store = test.store
    try test.addStaff()
    for (number, person) in [("11", "P1"), ("12", "P2")] as [(RegistrationNumber, String)] {
      try test.enter(number) { $0.idNumber = person }
    }
    let summary = try store.carryOver(from: last.path)
    #expect(summary.registrations == 1 && summary.pictures == 2 && summary.unmatched == 1)
    #expect(try test.states("identity", of: "11") == [1: .locked, 2: .locked])
    #expect(try test.states("probation", of: "11") == [:])
    #expect(try test.states("identity", of: "12") == [:])
    #expect(try store.picture(Place("identity", 1), of: "11") == last.store.picture(Place("identity", 1), of: "1"))
    #expect(refusal { try store.remove(Place("identity", 1), of: "11") } == .locked)
    #expect(refusal { try store.upload(test.photo(), to: "identity", of: "11", position: 1) } == .locked)
    #expect(refusal { try store.submit("11") } == .incomplete)
    try store.upload(test.photo(), to: "practice", of: "11")
    try store.submit("11")
    try test.acceptIdentity("11")
    try store.accept(Place("practice", 1), of: "11", as: "a")
    #expect(try store.pass("11", as: "a").state == .sitePassed)
    #expect(try store.carryOver(from: last.path).pictures == 0)
    #expect(try store.verify().isClean)
  }

  @Test("A policy without carry-over carries nothing over") func notCarriedOver() throws {
    let last = try lastYear()
    let test = try TestStore("beijing-2024")
    #expect(refusal { _ = try test.store.carryOver(from: last.path) } == .wrongState)
  }

  @Test("A foreign passport's two pictures are its information page and its cover") func passport() throws {
    let test = try TestStore("guide-v2301")
    try test.enter("1") { $0.identity = .foreignPassport }
    try test.enter("2")
    #expect(try test.store.materials(of: "1")[0].labels.map { $0?.chinese } == ["信息页", "封页"])
    #expect(try test.store.materials(of: "2")[0].labels.map { $0?.chinese } == ["正面", "反面"])
  }

  @Test("Whether a material is required can depend on the category") func category() throws {
    let test = try TestStore("shandong-2021") {
      $0.replacingOccurrences(
        of: "  - id: education\n",
        with: "  - id: education\n    required: {categories: [临床执业助理医师]}\n    minimum: 1\n")
    }
    try test.enter("1")
    try test.enter("2") { $0.category = "临床执业助理医师" }
    for number in ["1", "2"] as [RegistrationNumber] { try test.uploadIdentity(number) }
    #expect(refusal { try test.store.submit("2") } == .incomplete)
    #expect(try test.store.submit("1").state == .submitted)
  }
}

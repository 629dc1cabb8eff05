import ImageKit
import Testing
import Wording

@testable import ReviewStore

@Suite("Applications that lack required papers") struct CompletenessTests {
  @Test("The queue and the statistics tell whether an application that was handed in by itself is complete")
  func completeness() throws {
    let test = try TestStore("national-2023")
    try test.addStaff()
    try test.enter("1")
    let store = test.store
    try store.upload(test.photo(), to: "identity", of: "1")
    func found() throws -> (complete: Bool, incomplete: Int, site: Int, listed: Int) {
      var filter = ConsoleFilter()
      filter.complete = false
      let stats = try store.stats()
      return (
        try #require(store.queue(for: "a").first).complete, stats.incomplete, stats.sites[0].incomplete,
        try store.console(filter, for: "a").count
      )
    }
    #expect(try found() == (false, 1, 1, 1))
    #expect(try store.consoleNumbers(for: "a").incomplete(.submitted) == 1)
    try store.upload(test.photo(), to: "identity", of: "1")
    #expect(try found() == (true, 0, 0, 0))
    try store.remove(Place("identity", 1), of: "1")
    #expect(try found() == (false, 1, 1, 1))
    #expect(try store.verify().problems.isEmpty)
    try store.database.maintain { try $0.execute(sql: "UPDATE registration SET lacksPapers = 0") }
    #expect(try store.verify().problems.map(\.kind) == [.rule])
  }

  @Test("A store from before the mark is marked when it is opened") func migration() throws {
    let test = try TestStore("national-2023")
    try test.enter("1")
    try test.enter("2")
    try test.store.upload(test.photo(), to: "identity", of: "1")
    try test.uploadIdentity("2")
    try test.store.database.writing { transaction in
      try transaction.run("UPDATE registration SET lacksPapers = 0")
      try transaction.markIncompletePapers()
    }
    try test.addStaff()
    #expect(try test.store.queue(for: "a").map(\.complete) == [false, true])
  }

  @Test("A finding tells staff what is suspected and candidates what to do") func readers() {
    let blurred = Finding(.blurred, .warning, score: 24, Bilingual("Blurred (24).", "图片模糊（清晰度 24/100）。"))
    #expect(blurred.spoken(to: .staff).message.chinese == "疑似模糊（24/100）")
    #expect(blurred.spoken(to: .staff).message.english == "possibly blurred (24/100)")
    let advice = blurred.spoken(to: .candidate).message.chinese
    #expect(advice.contains("请") && !advice.contains("24"))
    #expect(blurred.spoken(to: .office) == blurred)
    let turned = Finding(.notUpright, .warning, score: 99, Bilingual("", ""))
    #expect(turned.spoken(to: .candidate).message.chinese == "图片方向可能不正，请点“旋转”调整")
  }
}

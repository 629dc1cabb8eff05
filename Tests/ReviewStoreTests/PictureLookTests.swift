import ImageKit
import Testing
import Wording

@testable import ReviewStore

@Suite("Findings and duplicates of pictures") struct PictureLookTests {
  private func test() throws -> TestStore {
    let test = try TestStore("shandong-2021", preparing: .seeing)
    try test.addStaff()
    for (number, site) in [("1", "A"), ("2", "B"), ("3", "A")] as [(RegistrationNumber, String)] {
      try test.enter(number, site: site)
    }
    return test
  }

  /// A photo that shows a given page and has a given number of findings.
  private func photo(_ page: UInt8, _ findings: UInt8 = 0) -> [UInt8] { [page, findings] }

  private func pictures(_ test: TestStore, of number: RegistrationNumber, for viewer: Viewer = .staff) throws
    -> [PictureStatus]
  {
    try test.store.materials(of: number, for: viewer).flatMap(\.pictures)
  }

  @Test("Warnings are returned by the upload and stay with the picture until it is removed") func findings() throws {
    let test = try test()
    let result = try test.store.upload(photo(1, 2), to: "identity", of: "1")
    #expect(result.findings.count == 3, "the place it was taken is told too")
    let kept = try pictures(test, of: "1", for: .candidate)[0].findings
    #expect(
      kept.map(\.code) == [.blurred, .blurred] && kept.map(\.score) == [0, 1], "and is no longer in the picture")
    #expect(kept[0].message != Bilingual("Blurred.", "模糊。"), "a candidate reads what to do")
    #expect(try pictures(test, of: "1", for: .office)[0].findings[0].message == Bilingual("Blurred.", "模糊。"))
    try test.store.remove(Place("identity", 1), of: "1")
    try test.store.upload(photo(2), to: "identity", of: "1")
    #expect(try pictures(test, of: "1")[0].findings.isEmpty)
  }

  @Test("The same picture may be uploaded again where another is wanted") func again() throws {
    let test = try test()
    for page in [UInt8(1), 2] { try test.store.upload(photo(page, 1), to: "identity", of: "1") }
    try test.store.submit("1")
    try test.store.want(Place("identity", 1), of: "1", note: "模糊", as: "a")
    try test.store.giveBack("1", note: "请更换", as: "a")
    #expect(try test.store.upload(photo(1, 1), to: "identity", of: "1").place.position == 1)
    #expect(try pictures(test, of: "1")[0].findings.count == 1)
    #expect(try test.store.verify().isClean)
  }

  @Test("The same page twice in one application is a warning while both are there") func inside() throws {
    let test = try test()
    let store = test.store
    #expect(try store.upload(photo(1), to: "identity", of: "1").duplicates.isEmpty)
    let second = try store.upload(photo(1), to: "education", of: "1")
    #expect(second.duplicates == [Place("identity", 1)])
    #expect(second.findings.contains { $0.code == .duplicate && $0.severity == .warning })
    #expect(try pictures(test, of: "1").map { $0.findings.map(\.code) } == [[.duplicate], [.duplicate]])
    #expect(try store.upload(photo(2), to: "identity", of: "1").duplicates.isEmpty)
    try store.remove(Place("identity", 1), of: "1")
    #expect(try pictures(test, of: "1").allSatisfy { $0.findings.isEmpty })
    #expect(try store.registrationsSharingPages(with: "1").isEmpty)
  }

  @Test("A form filled in by another person is no duplicate; the same form is, also where no detail was stored")
  func forms() throws {
    let test = try TestStore("shandong-2021", preparing: .forms)
    let store = test.store
    for number in ["1", "2", "3"] as [RegistrationNumber] { try test.enter(number) }
    try store.upload([1, 1], to: "identity", of: "1")
    #expect(try store.upload([1, 2], to: "identity", of: "2").duplicates.isEmpty)
    #expect(try store.registrationsSharingPages(with: "2").isEmpty)
    #expect(try store.upload([1, 3], to: "education", of: "2").duplicates.isEmpty)
    try store.upload([1, 1], to: "identity", of: "3")
    #expect(try store.registrationsSharingPages(with: "3") == ["1"])
    // As in a store from before page details were stored.
    try store.database.maintain { try $0.execute(sql: "UPDATE look SET detail = NULL") }
    #expect(try store.upload([1, 4], to: "education", of: "3").duplicates == [Place("identity", 1)])
    #expect(try store.verify().isClean)
  }

  @Test("Among many uploads of one form, the application's own pages are compared first") func many() throws {
    let test = try TestStore("shandong-2021", preparing: .forms)
    for number in 1...12 {
      let registration = try test.enter(RegistrationNumber("\(number)"))
      try test.store.upload([1, UInt8(number)], to: "identity", of: registration)
    }
    #expect(try test.store.upload([1, 1], to: "education", of: "1").duplicates == [Place("identity", 1)])
  }

  @Test("The same page under two registrations is shown to staff only, by number") func across() throws {
    let test = try test()
    let store = test.store
    try store.upload(photo(1), to: "identity", of: "1")
    let other = try store.upload(photo(1), to: "other", of: "2")
    #expect(other.duplicates.isEmpty && !other.findings.contains { $0.code == .duplicate })
    #expect(try pictures(test, of: "1").map(\.sameUnder) == [["2"]])
    #expect(try pictures(test, of: "2").map(\.sameUnder) == [["1"]])
    for viewer in [Viewer.candidate, .office] {
      #expect(try pictures(test, of: "1", for: viewer).allSatisfy { $0.sameUnder.isEmpty })
    }
    try store.upload(photo(3), to: "identity", of: "1")
    try store.submit("1")
    #expect(try store.staffView(of: "1", as: "a").sameUnder == ["2"])
    #expect(try store.queue(for: "a").map(\.sameUnder) == [["2"]])
    #expect(try store.registrationsSharingPages(with: "2") == ["1"])
    try store.erase("2", as: "r")
    #expect(try store.queue(for: "a").map(\.sameUnder) == [[]])
    #expect(try store.queue(for: "a").map(\.findings) == [0])
    #expect(try store.verify().isClean)
  }

  @Test("The queue can be sorted by the number of findings, page by page") func order() throws {
    let test = try test()
    let store = test.store
    for (number, count) in [("1", 0), ("3", 2)] as [(RegistrationNumber, UInt8)] {
      try store.upload(photo(10 + count, count), to: "identity", of: number)
      try store.upload(photo(20 + count), to: "identity", of: number)
      test.wait(minutes: 1)
      try store.submit(number)
    }
    try test.enter("4")
    try store.upload(photo(30, 1), to: "identity", of: "4")
    try store.upload(photo(31, 1), to: "identity", of: "4")
    test.wait(minutes: 1)
    try store.submit("4")
    #expect(try store.queue(for: "a").map(\.registration) == ["1", "3", "4"])
    #expect(try store.queue(for: "a", by: .findings).map(\.registration) == ["3", "4", "1"])
    #expect(try store.queue(for: "boss", by: .findings).map(\.findings) == [2, 2, 0])
    var paged: [RegistrationNumber] = []
    while let next = try store.queue(for: "a", after: paged.last, limit: 1, by: .findings).first {
      paged.append(next.registration)
    }
    #expect(paged == ["3", "4", "1"])
    var filter = ConsoleFilter()
    filter.order = .findings
    #expect(try store.console(filter, for: "a").map(\.entry.registration) == ["3", "4", "1"])
    filter.after = "3"
    #expect(try store.console(filter, for: "a").map(\.entry.registration) == ["4", "1"])
  }

  /// Last year's store, in which a person's two identity pictures were passed.
  private func lastYear(_ preparing: PicturePreparing, _ photos: [[UInt8]]) throws -> TestStore {
    let last = try TestStore("shandong-2021", preparing: preparing)
    try last.addStaff()
    try last.enter("1") { $0.idNumber = "P1" }
    for photo in photos { try last.store.upload(photo, to: "identity", of: "1") }
    try last.store.submit("1")
    try last.acceptIdentity("1")
    for staff in ["a", "r"] as [StaffName] { try last.store.pass("1", as: staff) }
    return last
  }

  @Test("Findings and hashes of last year's pictures are carried over, and the same page is found again")
  func lastYears()
    throws
  {
    let last = try lastYear(.seeing, [photo(1, 2), photo(2)])
    let test = try test()
    let store = test.store
    try test.enter("11") { $0.idNumber = "P1" }
    try store.upload(photo(1), to: "other", of: "2")
    #expect(try store.carryOver(from: last.path).pictures == 2)
    let carried = try pictures(test, of: "11")
    #expect(carried.map { $0.findings.map(\.code) } == [[.blurred, .blurred], []])
    #expect(carried.map(\.sameUnder) == [["2"], []])
    #expect(try store.upload(photo(2), to: "education", of: "11").duplicates == [Place("identity", 2)])
    #expect(try store.verify().isClean)
  }

  @Test("Where last year's store kept no findings, the stored pictures are inspected") func olderYears()
    throws
  {
    let pages = try (0..<2).map { try page($0) }
    let last = try lastYear(.unstamped, pages)
    try last.store.database.maintain {
      try $0.execute(sql: "DROP TABLE twin; DROP TABLE lookKey; DROP TABLE look")
    }
    let test = try TestStore("shandong-2021", preparing: .unstamped)
    let store = test.store
    try test.addStaff()
    try test.enter("11") { $0.idNumber = "P1" }
    #expect(try store.carryOver(from: last.path).pictures == 2)
    #expect(try store.database.reading { try $0.count("SELECT count(*) FROM look WHERE signs IS NOT NULL") } == 2)
    let again = try #require(SeenPicture(ofStored: pages[1]))
    let duplicate = try store.engine.write { transaction in
      let id = try #require(try transaction.application("11")?.id)
      try transaction.keep(again, at: Place("other", 1), of: id)
      return try transaction.looks(of: id)[Place("other", 1)]?.sameAs
    }
    #expect(duplicate == [Place("identity", 2)])
  }

  /// A picture of dark and light squares, different for each seed.
  private func page(_ seed: UInt64) throws -> [UInt8] {
    var random = SplitMix(seed: seed)
    let squares = (0..<12 * 16).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    var luma = Plane(width: 640, height: 480)
    for y in 0..<480 { for x in 0..<640 { luma.samples[y * luma.stride + x] = squares[y / 40 * 16 + x / 40] } }
    return try BudgetEncoder(maxBytes: 100_000).encode(PlanarPicture(luma: luma, chroma: nil)).bytes
  }
}

extension PicturePreparing {
  /// Treats a photo as a form: its first byte selects the template, its second what is filled in.
  fileprivate static let forms = PicturePreparing { photo, watermark, rules in
    let picture = try tiny.prepare(photo, watermark, rules)
    var random = SplitMix(seed: UInt64(photo[0]))
    let signs = (0..<128).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    var plane = Plane(width: 320, height: 440, filledWith: 240)
    for line in 0..<25 {
      // Every fifth line is filled in by hand.
      if line % 5 == 4 { random = SplitMix(seed: UInt64(photo[1]) << 16 + UInt64(line)) }
      for cell in 0..<26 * 16 {
        // Characters of 4 × 4 strokes, each three pixels wide, with a gap between two characters.
        let (x, y) = (16 + cell / 16 * 11 + cell % 4 * 2, 16 + line * 16 + cell % 16 / 4 * 2)
        guard random.next() % 2 == 0 else { continue }
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] { plane[x + dx, y + dy] = 30 }
      }
      if line % 5 == 4 { random = SplitMix(seed: UInt64(photo[0]) << 8 + UInt64(line)) }
    }
    let file = try BudgetEncoder(maxBytes: 20_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    return ReadyPicture(
      bytes: picture.bytes, format: .jpeg, width: 400, height: 300,
      hash: PerceptualHash(signs: signs, detail: PageDetail(bytes: file)))
  }

  /// Stores a photo unchanged, without findings and hash.
  fileprivate static let unstamped = PicturePreparing { photo, _, _ in
    ReadyPicture(bytes: photo, format: .jpeg, width: 640, height: 480)
  }
}

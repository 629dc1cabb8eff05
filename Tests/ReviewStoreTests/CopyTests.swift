import Foundation
import ObjectStorage
import Testing

@testable import ReviewStore

@Suite("Copying a store", .timeLimit(.minutes(20))) struct CopyTests {
  private struct Interrupted: Error {}

  /// A store in which every kind of row is.
  private func filled() throws -> TestStore {
    let test = try TestStore("shandong-2021", preparing: .seeing, edit: TestStore.withAppeals)
    let store = test.store
    try test.addStaff()
    try store.add(["A", "B"], to: .sites)
    for number in 1...2 { try store.setPassword("calm password \(number) of mine", of: "a", by: "a") }
    for number in ["1", "2", "3", "4"] as [RegistrationNumber] {
      try test.enter(number) {
        $0.mobile = "13900000000"
      }
      for kind in [7, UInt8(number.rawValue)!] { try store.upload([kind, 1, 2, kind], to: "identity", of: number) }
      try store.submit(number)
    }
    _ = try store.makeCode(for: "1")
    _ = try store.signingKey()
    try store.accept(Place("identity", 1), of: "2", as: "a")
    try store.want(Place("identity", 2), of: "2", note: "反光", as: "a")
    try store.giveBack("2", note: "请更换\n\\N 两张\\", as: "a")
    try store.upload([9, 0, 0, 9], to: "identity", of: "2", position: 2)
    try store.reject("3", note: "不符合", as: "a")
    try store.declareConflict(of: "a2", with: "1", reason: "亲属")
    try store.erase("4", as: "r")
    return test
  }

  /// A place for a copy that is as far as possible from where a store is: with the rows in the other engine.
  private final class CopyPlace {
    let destination: StoreDestination
    private var stores: [ReviewStore] = []

    init(onServer: Bool) throws {
      destination = StoreDestination(
        folder: NSTemporaryDirectory() + "review-store-" + UUID().uuidString,
        database: onServer ? try TestServer.makeDatabase() : nil, pictures: try TestStorage.place())
    }

    var store: ReviewStore {
      get throws {
        let store = try TestStorage.open(
          destination.folder, preparing: .seeing, clock: { Moment(milliseconds: 1_600_000_900_000) })
        stores.append(store)
        return store
      }
    }

    /// The copy's rows, although it is not complete.
    var rows: StoreFolder { get throws { try StoreFolder(opening: destination.folder) } }

    deinit {
      for store in stores { try? store.close() }
      try? FileManager.default.removeItem(atPath: destination.folder)
      if let database = destination.database { TestServer.drop(database) }
    }
  }

  /// All rows that a copy has.
  private func rows(_ store: ReviewStore) throws -> [String: [[SQLValue]]] {
    var all: [String: [[SQLValue]]] = [:]
    try store.database.reading { transaction in
      for table in CopiedTable.all + [.settings] {
        let columns = try transaction.columns(of: table)
        all[table.name] = try transaction.rows(of: table, columns, after: nil, atMost: 100_000)
      }
    }
    return all
  }

  private func pictures(_ store: ReviewStore) throws -> [Digest: [UInt8]] {
    var all: [Digest: [UInt8]] = [:]
    try store.database.reading { try $0.eachPicture { all[$0] = try store.pictures.checked($0) } }
    return all
  }

  @Test("There and back, everything is the same, and work goes on") func thereAndBack() throws {
    let test = try filled()
    let (there, back) = (try CopyPlace(onServer: false), try CopyPlace(onServer: true))
    var told: [Int] = []
    let summary = try test.store.copy(to: there.destination) { done, total in told.append(100 * done / total) }
    #expect(told.last == 100 && told == told.sorted())
    let before = try rows(test.store)
    #expect(
      before.allSatisfy {
        !$0.value.isEmpty
          || ["absence", "recoveryCode", "passkey", "credential", "appeal", "secondLook", "filled", "node"].contains(
            $0.key)
      }, "\(before.filter(\.value.isEmpty).keys)")
    #expect(summary.rows + 1 == before.values.reduce(0) { $0 + $1.count })
    #expect(summary.pictures == (try pictures(test.store).count))
    let copy = try there.store
    #expect(try rows(copy) == before)
    // Work may have gone on with it, so the store is not opened again by mistake.
    let closure = StoreClosure(.copied, there.destination.folder)
    #expect(throws: StoreError.closed(closure)) { try test.store.giveUpCopy() }
    #expect(throws: StoreError.closed(closure)) { try test.store.copy(to: there.destination) }
    _ = try copy.copy(to: back.destination)
    let again = try back.store
    #expect(try rows(again) == before)
    #expect(try pictures(again) == pictures(test.store))
    #expect(try again.verify().problems == [])
    #expect(try test.store.giveUpCopy(losingActs: true) == closure && test.store.closure() == nil)
    #expect(try again.engine.read { try $0.sealedHead() } == test.store.engine.read { try $0.sealedHead() })
    #expect(again.engine.headsKnownOutside()?.log.length == (try test.store.engine.read { try $0.chainHead() }.length))
    // The next act has the next number, and new rows have new ones.
    let last = try again.engine.read { try $0.chainHead() }.length
    try again.addRegistration(NewRegistration(number: "5", name: "测试考生", category: "临床执业医师", site: "A"))
    #expect(try again.engine.read { try $0.chainHead() }.length == last + 1)
    try again.activate("5")
    try again.upload([7, 1, 1, 1], to: "identity", of: "5")
    try again.submit("2")
    _ = try again.seal()
    #expect(try again.verify().problems == [])
  }

  @Test("Interrupted anywhere, it goes on where it was") func interrupted() throws {
    let test = try filled()
    let place = try CopyPlace(onServer: TestServer.address == nil ? false : true)
    var (runs, steps) = (0, 0)
    var isDone = false
    while !isDone {
      runs += 1
      var reports = 0
      do {
        _ = try test.store.copy(to: place.destination, atOnce: .init(rows: 3, pictures: 2)) { _, _ in
          reports += 1
          steps += 1
          // Each run ends at another place, and comes further than the one before.
          if reports > 2 + runs { throw Interrupted() }
        }
        isDone = true
      } catch is Interrupted {
        #expect(throws: StoreError.closed(StoreClosure(.unfinished, test.path))) { try place.store }
        #expect(try test.store.closure()?.reason == .beingCopied)
      }
    }
    #expect(runs > 5)
    let copy = try place.store
    #expect(try rows(copy) == rows(test.store) && pictures(copy) == pictures(test.store))
    #expect(try copy.verify().problems == [])
    #expect(try test.store.closure() == StoreClosure(.copied, place.destination.folder))

    // Ended after the store was told that it has been copied, and before the copy was.
    let token = try test.store.database.reading { try $0.gate()?.copy?.token }
    try place.rows.database.writing(.copying) {
      try $0.close(for: Gate.Copy(token: token!, place: test.path, isCopy: true))
    }
    #expect(throws: StoreError.closed(StoreClosure(.unfinished, test.path))) { try copy.activate("1") }
    _ = try test.store.copy(to: place.destination)
    _ = try copy.accept(Place("identity", 1), of: "1", as: "a")
  }

  @Test("A changed row and a changed picture of the copy are found") func changed() throws {
    let test = try filled()
    let place = try CopyPlace(onServer: true)
    func copy(upTo share: Double) throws {
      _ = try test.store.copy(to: place.destination) { done, total in
        if Double(done) >= share * Double(total) { throw Interrupted() }
      }
    }
    #expect(throws: Interrupted.self) { try copy(upTo: 0.5) }
    let folder = try place.rows
    let picture = try #require(try folder.database.reading { try $0.pictures(after: "", atMost: 1) }.first)
    _ = try folder.database.writing(.copying) { try $0.run("UPDATE message SET text = 'other' WHERE id = 2") }
    #expect {
      try copy(upTo: 2)
    } throws: {
      ($0 as? StoreError)?.explanation.english.contains("row 2 of the table message") ?? false
    }
    let text: String = try #require(
      try test.store.database.reading { try $0.value("SELECT text FROM message WHERE id = 2") })
    try folder.database.writing(.copying) {
      try $0.run("UPDATE message SET text = ? WHERE id = 2", [text])
      try $0.run("DELETE FROM slot WHERE registration = 1")
    }
    #expect(throws: StoreError.self) { try copy(upTo: 2) }
    try folder.database.writing(.copying) { transaction in
      let columns = try transaction.columns(of: CopiedTable.all.first { $0.name == "slot" }!)
      let lost = try test.store.database.reading {
        try $0.rows("SELECT \(columns.joined(separator: ", ")) FROM slot WHERE registration = 1") { $0.values }
      }
      try transaction.session.load(lost, into: "slot", columns)
    }
    if let objects = folder.pictures as? PictureObjects {
      try objects.client.put([1], as: "objects/\(picture.rawValue.prefix(2))/\(picture.rawValue.dropFirst(2)).jpg")
    } else {
      try Data([1]).write(to: URL(fileURLWithPath: folder.files.path(of: picture)))
    }
    #expect {
      try copy(upTo: 2)
    } throws: {
      ($0 as? StoreError)?.explanation.english.contains("picture \(picture)") ?? false
    }
    #expect(throws: StoreError.closed(StoreClosure(.unfinished, test.path))) { try place.store }
    try folder.database.close()
  }

  @Test("Where anything else is, nothing is copied, and the store stays open") func elsewhere() throws {
    let test = try filled()
    let other = try TestStore("shandong-2021")
    let database = try StoreSettings.load(from: other.path).database
    let fresh = test.path + "-fresh"
    let someFolder = test.path + "-some"
    try FileManager.default.createDirectory(atPath: someFolder, withIntermediateDirectories: false)
    try Data().write(to: URL(fileURLWithPath: someFolder + "/notes.txt"))
    defer { try? FileManager.default.removeItem(atPath: someFolder) }
    var wrong = [
      StoreDestination(folder: other.path, database: database), StoreDestination(folder: test.path),
      StoreDestination(folder: someFolder),
    ]
    if let database { wrong.append(StoreDestination(folder: fresh, database: database)) }
    let foreign = try TestServer.address.map { _ in try TestServer.copy(of: "template0") }
    defer { if let foreign { TestServer.drop(foreign) } }
    if let foreign {
      try PostgreSQLConnection(foreign).run("CREATE TABLE staff (age integer)")
      wrong.append(StoreDestination(folder: fresh, database: foreign))
    }
    if let place = try StoreSettings.load(from: other.path).pictures {
      wrong.append(StoreDestination(folder: fresh, pictures: place))
    }
    for destination in wrong {
      #expect {
        try test.store.copy(to: destination)
      } throws: {
        if case .exists = $0 as? StoreError { true } else { false }
      }
      #expect(try test.store.closure() == nil)
      #expect(!FileManager.default.fileExists(atPath: fresh))
    }
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    #expect(try other.store.verify().problems == [])
  }

  @Test("While it is copied, a store can be looked at and signed in to, and no act is done until the copy is given up")
  func closed() throws {
    let test = try filled()
    let place = try CopyPlace(onServer: true)
    let token = "a visit"
    #expect(throws: Interrupted.self) {
      try test.store.copy(to: place.destination) { _, _ in throw Interrupted() }
    }
    let closure = StoreClosure(.beingCopied, place.destination.folder)
    let acts: [() throws -> Void] = [
      { try test.store.remove(Place("identity", 1), of: "2") }, { try test.store.addStaff("new", role: .admin) },
      { try test.store.setProfile(of: "1", mobile: "13912345688") }, { try test.store.erase("1", as: "boss") },
      { _ = try test.store.nextNotice() }, { try test.enter("9") },
    ]
    for (index, act) in acts.enumerated() {
      #expect(throws: StoreError.closed(closure), "\(index)") { try act() }
    }
    #expect(closure.place == place.destination.folder)
    let words = StoreError.closed(closure).explanation
    #expect(words.english.contains(place.destination.folder) && words.chinese.contains(place.destination.folder))
    #expect(try test.store.status(of: "1").state == .submitted)
    try test.store.begin(
      PortalVisit(token: token, visitor: "candidate 1", stamp: "", began: Moment(milliseconds: 1_600_000_000_000)))
    try test.store.sealIfDue(olderThan: 0)
    #expect(try test.store.verify().problems == [])
    // Another process sees it too, and a copy elsewhere cannot be begun.
    let other = try TestStorage.open(test.path)
    #expect(throws: StoreError.closed(closure)) { try other.activate("1") }
    #expect(throws: StoreError.closed(closure)) {
      try other.copy(to: StoreDestination(folder: place.destination.folder + "-2"))
    }
    #expect(try other.giveUpCopy() == closure)
    #expect(try other.giveUpCopy() == nil)
    try other.close()
    try test.store.accept(Place("identity", 1), of: "1", as: "a")
    // What was begun is no copy of the store any more.
    #expect(throws: StoreError.exists(path: place.destination.folder)) { try test.store.copy(to: place.destination) }
    #expect(try test.store.verify().problems == [])
  }

  @Test("A backup that was made meanwhile can be restored and worked with") func backup() throws {
    let test = try filled()
    let place = try CopyPlace(onServer: false)
    #expect(throws: Interrupted.self) {
      try test.store.copy(to: place.destination) { _, _ in throw Interrupted() }
    }
    let (tar, restored) = (test.path + ".tar", test.path + "-restored")
    defer { for path in [tar, restored] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: tar)
    _ = try ReviewStore.restore(tar, to: restored)
    let store = try ReviewStore(at: restored, preparing: .tiny)
    try store.accept(Place("identity", 1), of: "1", as: "a")
    try store.close()
  }

  @Test("Every table is copied, or belongs to one database") func tables() throws {
    let test = try TestStore("shandong-2021")
    let names: [String] = try test.store.database.reading { transaction in
      try transaction.values(
        transaction.dialect == .sqlite
          ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'"
          : "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    }
    let known = (CopiedTable.all + [.settings]).map(\.name) + CopiedTable.own
    #expect(Set(names.map { $0.lowercased() }).subtracting(known.map { $0.lowercased() }) == [])
  }
}

@Suite("Stores of later versions") struct LaterVersionTests {
  /// What a later version adds: a table, an index, columns with a default. An earlier one need not know of it.
  private static let additive = """
    CREATE TABLE mood (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE INDEX registrationByAddress ON registration (address);
    ALTER TABLE registration ADD COLUMN colour TEXT;
    ALTER TABLE audit ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE head ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE slot ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
    """

  private func migrate(_ test: TestStore, _ sql: String, reader: Int? = nil) throws {
    let table = TestServer.address == nil ? "grdb_migrations (identifier)" : "migration (name)"
    try test.store.database.maintain {
      try $0.execute(
        sql: "\(sql); INSERT INTO \(table) VALUES ('\(Schema.version + 1): made up');"
          + (reader.map { "UPDATE gate SET reader = \($0)" } ?? ""))
    }
  }

  @Test("What a later version adds does not disturb this one, running or started anew") func additive() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1")
    try test.uploadIdentity("1")
    try migrate(test, Self.additive)
    // Of the version before, and still running.
    try test.store.submit("1")
    try test.enter("2")
    _ = try test.store.seal()
    let again = try TestStorage.open(test.path, clock: test.store.clock)
    try again.accept(Place("identity", 1), of: "1", as: "a")
    try again.upload(test.photo(), to: "identity", of: "2")
    _ = try again.seal()
    #expect(try again.verify().problems == [])
    #expect(try test.store.verify().problems == [])
    try again.close()
    // The copy would lack what this version does not know.
    #expect(throws: StoreError.tooNew) {
      try test.store.copy(to: StoreDestination(folder: test.path + "-copy"))
    }
    try test.store.remove(Place("identity", 1), of: "2")
  }

  @Test("What a later version changes refuses this one, running or started anew") func breaking() throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1")
    try migrate(test, "ALTER TABLE registration RENAME COLUMN address TO home", reader: Schema.version + 1)
    #expect(throws: StoreError.tooNew) { try test.uploadIdentity("1") }
    #expect(throws: StoreError.tooNew) { try TestStorage.open(test.path) }
    #expect(StoreError.tooNew.explanation.english.contains("Update the program"))
  }

  @Test("Where nobody said that earlier versions may go on, they are refused") func silent() throws {
    let test = try TestStore("shandong-2021")
    try migrate(test, "DROP TABLE gate")
    #expect(throws: StoreError.tooNew) { try TestStorage.open(test.path) }
  }
}

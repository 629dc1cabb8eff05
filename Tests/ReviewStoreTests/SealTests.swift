import Foundation
import GRDB
import Testing

@testable import ReviewStore

@Suite("Seals, head files and signatures") struct SealTests {
  /// Two registrations with passwords and codes, and staff with passwords.
  private func test() throws -> TestStore { try TestStore(copyOf: Self.model.get().path) }

  /// The store that each test copies: hashing passwords and codes is slow.
  private static let model = Result {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for number in ["1", "2"] as [RegistrationNumber] {
      try test.enter(number) { ($0.idNumber, $0.mobile) = ("11010119900101000\(number)", "13912345688") }
      try test.uploadIdentity(number)
      _ = try test.store.comeIn(
        number, lastSix: "01000\(number)", code: test.store.makeCode(for: number).code, password: "a calm password")
      _ = try test.store.makeCode(for: number)
    }
    try test.store.setPassword("another calm one", of: "a")
    try test.store.close()
    return test
  }

  private static let changes = [
    "UPDATE registration SET site = 'B' WHERE id = 1", "UPDATE registration SET name = '别人' WHERE id = 1",
    "UPDATE registration SET idNumber = '110101199001010099' WHERE id = 1",
    "UPDATE registration SET mobile = '13800000000' WHERE id = 1", "UPDATE registration SET mobile = NULL WHERE id = 2",
    "UPDATE registration SET category = '中医' WHERE id = 1", "UPDATE registration SET isReturning = 1 WHERE id = 1",
    "UPDATE registration SET practicalPassed = 1 WHERE id = 1", "UPDATE registration SET salt = NULL WHERE id = 1",
    "UPDATE registration SET createdAt = createdAt + 1 WHERE id = 1",
    "UPDATE credential SET password = (SELECT password FROM credential WHERE registration = 2) WHERE registration = 1",
    "UPDATE code SET secret = (SELECT secret FROM code WHERE registration = 2) WHERE registration = 1",
    "UPDATE code SET expiresAt = expiresAt + 1 WHERE registration = 1",
    "UPDATE staff SET password = (SELECT password FROM credential WHERE registration = 2) WHERE name = 'a'",
    "UPDATE staff SET password = 'scrypt$1$00$00' WHERE name = 'boss'", "UPDATE staff SET site = 'B' WHERE name = 'a'",
    "INSERT INTO staff (name, role, createdAt) VALUES ('x', 'admin', 0)",
    "UPDATE store SET region = '别处'",
    "UPDATE example SET name = 'other.jpg' WHERE name = (SELECT min(name) FROM example)",
  ]
  private static let additions = [
    "CREATE TRIGGER t AFTER INSERT ON message BEGIN DELETE FROM notice; END", "CREATE VIEW v AS SELECT * FROM staff",
    "CREATE TABLE t (a)", "CREATE INDEX i ON staff (role)", "DROP TRIGGER slotWithinMaximum",
    "DROP INDEX auditBySubject",
    "ALTER TABLE staff ADD COLUMN extra TEXT", "DELETE FROM material WHERE id NOT IN (SELECT material FROM slot)",
  ]

  @Test("A changed row of personal data or credentials is found", arguments: changes)
  func changedRow(sql: String) throws {
    let test = try test()
    #expect(try test.store.verify().isClean)
    try test.store.database.maintain { try $0.execute(sql: sql) }
    #expect(try test.store.verify().problems.contains { $0.kind == .audit })
  }

  @Test("Additions to the schema and removals from it are found", .inFiles, arguments: additions)
  func changedSchema(sql: String) throws {
    let test = try test()
    try test.store.database.maintain { try $0.execute(sql: sql) }
    #expect(try test.store.verify().problems.contains { $0.kind == .database })
  }

  @Test("ANALYZE is not reported as a change of the schema") func analyzed() throws {
    let test = try test()
    try test.store.database.maintain { try $0.execute(sql: "ANALYZE") }
    #expect(try test.store.verify().isClean)
  }

  @Test("After every permitted change of personal data the store verifies") func lawful() throws {
    let test = try test()
    try test.store.setProfile(of: "1", mobile: "13800000001", address: "某路 1 号")
    try test.store.disableStaff("b")
    try test.store.setPassword("another calm one", of: "boss")
    try test.store.submit("1")
    try test.store.reject("1", note: "不符合", as: "a")
    try test.store.erase("2", as: "boss")
    let table = "registration,name,category,site\n7,甲,x,A\n8,乙,x,A\n"
    #expect(try test.store.importRegistrations(csv: Array(table.utf8)) == 2)
    #expect(try test.store.verify().problems == [])
  }

  @Test("A changed note of a rejection is found") func rejection() throws {
    let test = try test()
    try test.store.submit("1")
    try test.store.reject("1", note: "不符合", as: "a")
    try test.store.database.maintain {
      try $0.execute(sql: "UPDATE registration SET rejectionNote = '别的' WHERE id = 1")
    }
    #expect(try test.store.verify().problems.map(\.kind) == [.audit])
  }

  @Test("An erased person's data cannot be found by trial, even with the key") func erased() throws {
    let test = try test()
    try test.store.erase("1", as: "boss")
    let salt = try test.store.database.reading {
      try $0.row("SELECT salt FROM registration WHERE id = 1") { try $0["salt"] as String? }
    }
    #expect(salt == .some(nil))
    #expect(try test.store.verify().isClean)
  }

  @Test("A store of an older version is sealed when it is opened, and changes are found from then on", .inFiles)
  func older()
    throws
  {
    let test = try test()
    try test.store.submit("1")
    let path = test.path
    // As in a store of the previous version: without salts, seals, key and head file.
    try test.store.database.maintain { database in
      try database.execute(
        sql: """
          DROP TRIGGER registrationEntered; DROP TRIGGER registrationRenamed; DROP INDEX registrationBySearchText;
          DROP INDEX registrationBySiteInUse; DROP INDEX registrationByCategory;
          ALTER TABLE registration DROP COLUMN searchText;
          ALTER TABLE registration DROP COLUMN uploadUntil;
          DROP INDEX registrationByHelper;
          ALTER TABLE registration DROP COLUMN helperToldAt;
          ALTER TABLE registration DROP COLUMN helperSince;
          ALTER TABLE registration DROP COLUMN helper;
          ALTER TABLE slot DROP COLUMN broughtBy;
          DROP INDEX staffByClerkCode;
          DROP TABLE recoveryCode;
          DROP TABLE passkey;
          DROP TABLE usedChallenge;
          DROP TABLE formerPassword;
          ALTER TABLE staff DROP COLUMN passwordGiven;
          ALTER TABLE staff DROP COLUMN passwordAt;
          ALTER TABLE staff DROP COLUMN secondFactorStep;
          ALTER TABLE staff DROP COLUMN secondFactor;
          ALTER TABLE staff DROP COLUMN clerkCode;
          ALTER TABLE staff DROP COLUMN organisation;
          UPDATE registration SET salt = NULL; ALTER TABLE registration DROP COLUMN lacksPapers;
          ALTER TABLE registration DROP COLUMN salt;
          ALTER TABLE registration DROP COLUMN lastActAt;
          ALTER TABLE registration DROP COLUMN rejectedBy;
          ALTER TABLE registration DROP COLUMN appealBy;
          ALTER TABLE registration DROP COLUMN appealed;
          DROP TABLE appeal;
          DELETE FROM grdb_migrations
          WHERE identifier LIKE '9:%' OR identifier LIKE '10:%' OR identifier LIKE '13:%'
            OR identifier LIKE '14:%' OR identifier LIKE '16:%' OR identifier LIKE '20:%' OR identifier LIKE '21:%'
            OR identifier LIKE '25:%' OR identifier LIKE '29:%' OR identifier LIKE '32:%';
          """)
    }
    try test.store.revertToOneChain { stated in
      stated.split(separator: " ").filter { word in
        !["seal-", "region=", "examples="].contains { word.hasPrefix($0) }
      }.joined(separator: " ")
    }
    try test.store.close()
    for name in ["store.key", "store.head"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
    chmod(path + "/store.sqlite", 0o644)

    let opened = try ReviewStore(at: path)
    #expect(try opened.verify().problems == [])
    #expect(try mode(path + "/store.sqlite") == 0o600)
    try opened.database.maintain { try $0.execute(sql: "UPDATE registration SET name = '别人' WHERE id = 1") }
    #expect(try opened.verify().problems.map(\.kind) == [.audit])
    try opened.close()
    // It is not sealed again, even if it is changed to look like an older store.
    try FileManager.default.removeItem(atPath: path + "/store.key")
    let again = try ReviewStore(at: path)
    #expect(
      try again.verify().problems.map(\.detail.english) == [
        "store.key is gone, so personal details and credentials cannot be held against the log"
      ])
    #expect(throws: StoreError.noKey) { try again.setPassword("another calm one", of: "a") }
    #expect(try again.status(of: "1").state == .submitted)
  }

  @Test("Only the owner can read a store's files, or a backup", .inFiles) func modes() throws {
    let test = try test()
    let backup = test.path + "-backup"
    let place = test.path + "-restored"
    defer { for path in [backup, place] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: backup)
    _ = try ReviewStore.restore(backup, to: place)
    let restored = try ReviewStore(at: place)
    try restored.addStaff("zhao", role: .admin)
    #expect(try mode(backup) == 0o600)
    for folder in [test.path, place] {
      #expect(try mode(folder) == 0o700)
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      #expect(
        Set(names).isSuperset(of: ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "store.key", "store.head"]))
      for name in names { #expect(try mode(folder + "/" + name) & 0o077 == 0, "\(name)") }
    }
    try restored.close()
  }

  private func mode(_ path: String) throws -> UInt32 {
    var facts = stat()
    try #require(lstat(path, &facts) == 0)
    return facts.st_mode & 0o777
  }

  @Test("A truncated write-ahead log is found, with the number of lost entries", .inFiles) func cutLog() throws {
    let test = try test()
    let path = test.path
    let copy = path + "-copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    _ = try test.store.file.emptyLog(within: 1)
    let before = try test.store.engine.read { try $0.chainHead().length }
    for name in ["x", "y", "z"] { try test.store.addStaff(name, role: .admin) }
    // The files of a killed process, with the write-ahead log emptied.
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    #expect(truncate(copy + "/store.sqlite-wal", 0) == 0)
    try? FileManager.default.removeItem(atPath: copy + "/store.sqlite-shm")
    let cut = try ReviewStore(at: copy)
    let found = try cut.verify()
    #expect(found.entriesKnownOutside == before + 3)
    #expect(found.problems.count == 1 && found.problems[0].detail.english.contains("the last 3 are lost"))
    // Further acts do not hide the loss.
    for name in ["p", "q", "s", "t"] { try cut.addStaff(name, role: .admin) }
    #expect(try cut.verify().problems.map(\.kind) == [.audit])
    try cut.close()
    try FileManager.default.removeItem(atPath: copy + "/store.head")
    #expect(try ReviewStore(at: copy).verify().isClean)
  }

  @Test("The head file follows the log, whichever process wrote last") func head() throws {
    let test = try test()
    let other = try ReviewStore(at: test.path)
    try other.addStaff("x", role: .admin)
    try test.store.addStaff("y", role: .admin)
    let head = try test.store.engine.read { try $0.chainHead() }
    #expect(HeadFile(path: test.path + "/store.head").read()?.log == head)
    #expect(try other.verify().entriesKnownOutside == head.length)
    try other.close()
  }

  // MARK: Backups

  private static let key = [UInt8]("0123456789abcdef and more\n".utf8)

  /// Makes a backup with a changed database and a manifest that matches it.
  private func forged(_ file: String, _ sql: String) throws {
    let folder = file + ".d"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = open(file, O_RDONLY)
    let reader = TarReader(descriptor: source)
    var parts: [(name: String, bytes: [UInt8])] = []
    while let (name, size) = try reader.next() {
      var bytes: [UInt8] = []
      try reader.content(size) { bytes += $0 }
      parts.append((name, bytes))
    }
    close(source)
    let index = try #require(parts.firstIndex { $0.name == "store.sqlite" })
    let database = folder + "/store.sqlite"
    try Data(parts[index].bytes).write(to: URL(fileURLWithPath: database))
    let queue = try DatabaseQueue(path: database)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
    parts[index].bytes = Array(try Data(contentsOf: URL(fileURLWithPath: database)))
    let hash = try Durable.sha256(ofFileAt: database)
    let manifest = String(decoding: parts[0].bytes, as: UTF8.self)
    let lines = manifest.split(separator: "\n").map { $0.hasPrefix("database: ") ? "database: \(hash)" : String($0) }
    parts[0].bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    unlink(file)
    let target = open(file, O_WRONLY | O_CREAT, 0o600)
    let writer = TarWriter(descriptor: target)
    for part in parts { try writer.add(part.name, part.bytes) }
    try writer.finish()
    close(target)
  }

  @Test(
    "A backup with a changed row or schema is refused, even if its manifest was made to match", .inFiles,
    arguments: changes + additions)
  func forgedBackup(sql: String) throws {
    let test = try test()
    let file = test.path + "-backup"
    let place = test.path + "-restored"
    defer { for path in [file, place] { try? FileManager.default.removeItem(atPath: path) } }
    _ = try test.store.backup(to: file)
    try forged(file, sql)
    #expect(throws: StoreError.self) { try ReviewStore.restore(file, to: place) }
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test("A signed backup is restored only with its key, and the result says whether it was verified")
  func signed()
    throws
  {
    let test = try test()
    let (file, plain, place) = (test.path + "-signed", test.path + "-plain", test.path + "-restored")
    defer { for path in [file, plain, place] { try? FileManager.default.removeItem(atPath: path) } }
    let key = try BackupKey(Self.key)
    // A line break added by an editor does not change the key.
    let same = try BackupKey(Array(Self.key.dropLast()))
    let other = try BackupKey(Array("another key altogether".utf8))
    #expect(throws: StoreError.shortKey) { try BackupKey(Array("short \n\n\n\n\n\n\n\n\n\n\n\n".utf8)) }
    #expect(try test.store.backup(to: file, signedWith: key).signature == .verified)
    #expect(try test.store.backup(to: plain).signature == .none)
    func restored(_ file: String, _ key: BackupKey?) throws -> BackupSummary.Signature {
      defer { try? FileManager.default.removeItem(atPath: place) }
      return try ReviewStore.restore(file, to: place, signedWith: key).signature
    }
    #expect(try restored(file, same) == .verified)
    #expect(try restored(file, nil) == .unchecked)
    #expect(try restored(plain, nil) == .none)
    #expect(throws: StoreError.self) { try restored(file, other) }
    #expect(throws: StoreError.self) { try restored(plain, key) }
    let heads = try ReviewStore.heads(ofBackup: file, signedWith: key)
    let head = heads.log
    #expect(heads.sealed?.size == head.length)
    #expect(try test.store.verify(against: heads).isClean)
    for other in [
      ChainHead(length: head.length, hash: String(repeating: "0", count: 64)),
      ChainHead(length: head.length + 5, hash: head.hash),
    ] {
      #expect(try test.store.verify(against: KnownHeads(log: other)).problems.count == 1)
    }
    try forged(file, "UPDATE registration SET findings = findings WHERE id = 1; PRAGMA user_version = 7")
    #expect(throws: StoreError.self) { try restored(file, key) }
  }

  @Test("A manifest of version 1 is read, and one of a future version is refused") func versionOne() throws {
    let manifest = { (database: String, head: ChainHead, pictures: Int) in
      """
      uploadprep-backup: 1
      policy: shandong-2021
      made: 2024-01-26T09:00:00+08:00
      database: \(database)
      pictures: \(pictures)
      audit-length: \(head.length)
      audit-head: \(head.hash)

      """
    }
    #expect(BackupManifest(Array(manifest("00", .empty, 0).utf8))?.keySHA256 == nil)
    #expect(BackupManifest(Array(manifest("00", .empty, 0).replacingOccurrences(of: ": 1", with: ": 3").utf8)) == nil)
  }

  @Test("The file that knows the log's end is read as it is written, goes forward only, and survives what is no head")
  func headFile() throws {
    let file = HeadFile(path: NSTemporaryDirectory() + "head-" + UUID().uuidString)
    defer { unlink(file.path) }
    let hash = String(repeating: "ab", count: 32)
    #expect(file.read() == nil)
    file.note(ChainHead(length: 7, hash: hash))
    #expect(file.read() == KnownHeads(log: ChainHead(length: 7, hash: hash)))
    file.note(ChainHead(length: 6, hash: hash))
    #expect(file.read()?.log.length == 7)
    for content in [
      "", "7", "7 ", " \(hash)", "7 \(hash)0", "7 \(hash.dropLast())", "-7 \(hash)", "x \(hash)", "7 \(hash) x",
      "99999999999999999999 \(hash)\n",
    ] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: file.path))
      #expect(file.read() == nil, "\(content)")
    }
    for content in ["8 \(hash)", "0008 \(hash)\n"] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: file.path))
      #expect(file.read()?.log == ChainHead(length: 8, hash: hash), "\(content)")
    }
    try Data().write(to: URL(fileURLWithPath: file.path))
    file.note(ChainHead(length: 9, hash: hash))
    #expect(file.read() == KnownHeads(log: ChainHead(length: 9, hash: hash)))
    // The second line has the signed head; each line is written without the other.
    func sealed(_ size: Int) -> SealedHead {
      SealedHead(
        size: size, root: hash, time: Moment(milliseconds: 1_600_000_000_000), eraEnd: 3, previous: hash,
        signature: hash + hash)
    }
    for size in [5, 4, 8] { file.note(sealed(size)) }
    file.note(ChainHead(length: 10, hash: hash))
    #expect(file.read() == KnownHeads(log: ChainHead(length: 10, hash: hash), sealed: sealed(8)))
    file.note(sealed(9))
    #expect(file.read() == KnownHeads(log: ChainHead(length: 10, hash: hash), sealed: sealed(9)))
  }
}

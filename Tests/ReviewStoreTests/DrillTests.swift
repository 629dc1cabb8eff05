import Foundation
import Testing

@testable import ReviewStore

/// Stores in one folder: only those are saved to one file.
@Suite("The drill", .timeLimit(.minutes(10)), .inFiles) struct DrillTests {
  /// A store with one candidate, a folder for backups beside it, and the place where drills restore.
  private final class Office {
    let test: TestStore
    let backups: String
    let place: String

    init() throws {
      test = try TestStore("national-2023")
      (backups, place) = (test.path + "-backups", test.path + "-drills")
      for folder in [backups, place] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      }
      try test.addStaff()
      try test.enter("1")
      _ = try test.store.upload(test.photo(), to: "identity", of: "1")
    }

    deinit { for folder in [backups, place] { try? FileManager.default.removeItem(atPath: folder) } }

    /// Whether nothing is left where drills restore.
    var isTidy: Bool { (try? FileManager.default.contentsOfDirectory(atPath: place).isEmpty) == true }

    func drill(signedWith key: BackupKey? = nil) throws -> (DrillReport, StoreError?) {
      let (report, error) = try test.store.drill(backups: backups, in: place, signedWith: key)
      return (report, error as? StoreError)
    }
  }

  @Test("The newest backup is restored, verified, read and removed, and the report is kept") func good() throws {
    let office = try Office()
    let key = try BackupKey(Array(repeating: 7, count: 32))
    _ = try office.test.store.backup(to: office.backups + "/b.tar", signedWith: key)
    office.test.wait(minutes: 60)
    _ = try office.test.store.backup(to: office.backups + "/a.tar", signedWith: key)
    try Data("no backup".utf8).write(to: URL(fileURLWithPath: office.backups + "/z.txt"))
    let (report, error) = try office.drill(signedWith: key)
    #expect(error == nil && report.passed && report.backup == "a.tar" && report.signature == .verified)
    #expect(report.made == office.test.store.clock() && report.pictures == 1)
    #expect(report.acts.map(\.kind) == DrillReport.Act.Kind.allCases)
    #expect(report.acts.map { $0.found > 0 } == [true, true, true, true, true])
    #expect(report.restoreSeconds > 0)
    #expect(office.isTidy)
    let kept = try #require(try office.test.store.backupRecord().drill)
    #expect(kept.json.description == report.json.description)
    #expect(!kept.json.description.contains("测试"))
    #expect(try office.test.store.verify().isClean)
  }

  @Test("A newest backup that is truncated fails the drill, even if the one before is whole") func truncated() throws {
    let office = try Office()
    _ = try office.test.store.backup(to: office.backups + "/a.tar")
    office.test.wait(minutes: 1)
    let file = office.backups + "/b.tar"
    _ = try office.test.store.backup(to: file)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    for size in [whole.count / 2, 600, 1536] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: file))
      let (report, error) = try office.drill()
      // Of 600 bytes not even the manifest is whole: it says nothing, and the one before is the newest.
      #expect(report.passed == (size == 600) && report.backup == (size == 600 ? "a.tar" : "b.tar"))
      #expect(error?.code == (size == 600 ? nil : "bad-backup") && report.problem == error?.code)
      #expect(try office.test.store.backupRecord().drill?.problem == report.problem)
      #expect(office.isTidy)
    }
  }

  @Test("A backup of another store fails the drill, although it can be restored") func foreign() throws {
    let office = try Office()
    let other = try TestStore("national-2023")
    other.wait(minutes: 1)
    try other.enter("2")
    _ = try other.store.backup(to: office.backups + "/a.tar")
    let (report, error) = try office.drill()
    #expect(error == .foreignBackup && report.problem == "foreign-backup" && report.acts.isEmpty)
    let place = office.place + "/restored"
    #expect(try ReviewStore.restore(office.backups + "/a.tar", to: place).pictures == 0)
  }

  @Test("Without a backup, or without their folder, the drill fails and says so") func missing() throws {
    let office = try Office()
    #expect(try office.drill().1 == .noBackup(path: office.backups))
    try FileManager.default.removeItem(atPath: office.backups)
    #expect(try office.drill().1 == .noBackup(path: office.backups))
    let record = try office.test.store.backupRecord()
    #expect(record.drill?.problem == "no-backup" && record.drill?.made == nil && record.newest == nil)
  }

  @Test("A backup that is not signed with the key fails the drill") func unsigned() throws {
    let office = try Office()
    _ = try office.test.store.backup(to: office.backups + "/a.tar")
    let (report, _) = try office.drill(signedWith: try BackupKey(Array(repeating: 1, count: 16)))
    #expect(report.problem == "bad-backup")
  }

  @Test("When a backup was made is noted, and a damaged note says nothing") func noted() throws {
    let office = try Office()
    #expect(try office.test.store.backupRecord() == BackupRecord())
    try office.test.store.noteBackup()
    #expect(try office.test.store.backupRecord().newest == office.test.store.clock())
    for name in ["last-backup.json", "last-drill.json"] {
      try Data("{".utf8).write(to: URL(fileURLWithPath: "\(office.test.path)/\(name)"))
    }
    #expect(try office.test.store.backupRecord() == BackupRecord())
  }
}

@Suite("Warnings of backups") struct BackupWarningTests {
  private static let now = Moment(milliseconds: 1_700_000_000_000)

  private static func ago(_ days: Int) -> Moment { now.adding(seconds: -days * 86_400) }

  private static func drill(_ days: Int, made: Int? = 1, problem: String? = nil) -> DrillReport {
    var report = DrillReport(at: ago(days))
    report.made = made.map(ago)
    report.problem = problem
    return report
  }

  @Test("The office is told of a failed or old drill and of an old backup, and of none only where they are expected")
  func warnings() {
    func told(_ backup: Int?, _ drill: DrillReport?, isExpected: Bool = false) -> [BackupWarning] {
      var record = BackupRecord()
      record.lastBackup = backup.map(Self.ago)
      record.drill = drill
      return record.warnings(at: Self.now, days: 7, isExpected: isExpected)
    }
    #expect(told(nil, nil) == [] && told(nil, nil, isExpected: true) == [.nothingKnown])
    #expect(told(1, nil, isExpected: true) == [] && told(7, nil) == [] && told(8, nil) == [.backupOld(days: 8)])
    #expect(told(nil, Self.drill(1)) == [] && told(nil, Self.drill(10)) == [])
    #expect(told(1, Self.drill(11)) == [.drillOld(days: 11)])
    #expect(told(nil, Self.drill(2, made: 9)) == [.backupOld(days: 9)], "the newest that the drill found")
    #expect(told(1, Self.drill(2, made: 9)) == [], "one has been made since")
    let failed = BackupWarning.drillFailed(code: "bad-backup", at: Self.ago(3))
    #expect(told(1, Self.drill(3, problem: "bad-backup")) == [failed])
    #expect(told(nil, Self.drill(3, made: 30, problem: "bad-backup")) == [failed, .backupOld(days: 30)])
    #expect(told(nil, Self.drill(1, made: nil, problem: "no-backup")).count == 1)
  }
}

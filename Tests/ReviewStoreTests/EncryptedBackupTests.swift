import Foundation
import Testing

@testable import ReviewStore

/// Runs a shell command; its output.
private func shell(_ script: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", script]
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: bytes, as: UTF8.self)
}

private let hasAge = (try? shell("command -v age-keygen").isEmpty) == false

@Suite("Encrypted backups", .timeLimit(.minutes(10)), .inFiles, .enabled(if: hasAge, "with age installed"))
struct EncryptedBackupTests {
  /// A store with a candidate's picture, and three people with a key each.
  private final class Office {
    let test: TestStore
    let folder: String
    /// The public keys.
    let keys: [String]

    init() throws {
      test = try TestStore("national-2023")
      folder = test.path + "-keys"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let folder = folder
      keys = try (0..<3).map { try shell("cd '\(folder)' && age-keygen -o \($0) 2>/dev/null; age-keygen -y \($0)") }
        .map { String($0.dropLast()) }
      try test.addStaff()
      try test.enter("1")
      _ = try test.store.upload(test.photo(), to: "identity", of: "1")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var file: String { folder + "/backup" }
    var place: String { folder + "/restored" }

    func identity(_ number: Int) -> BackupIdentities? { BackupIdentities(files: ["\(folder)/\(number)"]) }

    /// Restores the backup and removes it again; what is in it.
    @discardableResult
    func restored(_ identities: BackupIdentities?, _ key: BackupKey? = nil) throws -> BackupSummary {
      defer { try? FileManager.default.removeItem(atPath: place) }
      let summary = try ReviewStore.restore(file, to: place, signedWith: key, openedBy: identities)
      let store = try ReviewStore(at: place)
      #expect(try store.picture(Place("identity", 1), of: "1") == test.store.picture(Place("identity", 1), of: "1"))
      try store.close()
      return summary
    }

    /// The names of what lies beside the keys.
    func others() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { Int($0) == nil }.sorted()
    }
  }

  @Test("Each recipient opens a backup, and nothing of the store can be read in it") func recipients() throws {
    let office = try Office()
    let signer = try BackupKey(Array(repeating: 7, count: 32))
    try Data((office.keys[1] + "\n").utf8).write(to: URL(fileURLWithPath: office.folder + "/list"))
    let recipients = BackupRecipients(keys: [office.keys[0]], files: [office.folder + "/list"])
    let saved = try office.test.store.backup(to: office.file, signedWith: signer, encryptedTo: recipients)
    #expect(saved.isEncrypted && saved.signature == .verified && saved.pictures == 1)
    for number in 0..<2 { #expect(try office.restored(office.identity(number), signer) == saved) }
    #expect(try office.restored(office.identity(0)).signature == .unchecked)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: office.file))
    let picture = try office.test.store.picture(Place("identity", 1), of: "1")
    for part in [Data("SQLite format".utf8), Data("测试考生".utf8), Data(picture)] { #expect(bytes.range(of: part) == nil) }
    // Any tool reads it.
    let listed = try shell(
      "cd '\(office.folder)' && tar xOf backup CONTENT.age | age -d -i 1 | tar tf - | cut -c 1-12 | tr '\\n' ' '")
    #expect(listed == "store.key store.sqlite objects/\(try #require(listed.split(separator: "/").last))")
  }

  @Test("With the key lost or wrong a backup is refused and stays as it is, with the right one it is restored")
  func keys() throws {
    let office = try Office()
    _ = try office.test.store.backup(to: office.file, encryptedTo: BackupRecipients(keys: [office.keys[0]]))
    let before = try Data(contentsOf: URL(fileURLWithPath: office.file))
    #expect(throws: StoreError.needsIdentity) { try office.restored(nil) }
    #expect(throws: StoreError.wrongIdentity) { try office.restored(office.identity(2)) }
    #expect(throws: StoreError.wrongIdentity) {
      try office.restored(BackupIdentities(files: [office.folder + "/none"]))
    }
    #expect(try office.others() == ["backup"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: office.file)) == before)
    #expect(try office.restored(office.identity(0)).isEncrypted)
  }

  @Test("An encrypted backup that was cut or changed anywhere is refused, and leaves no files") func damaged() throws {
    let office = try Office()
    let signer = try BackupKey(Array(repeating: 7, count: 32))
    _ = try office.test.store.backup(
      to: office.file, signedWith: signer, encryptedTo: BackupRecipients(keys: [office.keys[0]]))
    let whole = try Data(contentsOf: URL(fileURLWithPath: office.file))
    for offset in [600, 3000, whole.count / 2, whole.count - 1600] {
      var changed = whole
      changed[offset] ^= 0x10
      try changed.write(to: URL(fileURLWithPath: office.file))
      #expect(throws: StoreError.self, "byte \(offset)") { try office.restored(office.identity(0), signer) }
    }
    for size in [1600, whole.count / 2, whole.count - 1500] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: office.file))
      let error = #expect(throws: StoreError.self, "\(size) bytes") { try office.restored(office.identity(0), signer) }
      #expect(error?.code == "bad-backup")
    }
    #expect(try office.others() == ["backup"])
  }

  @Test("A recipient that is none writes no backup") func noRecipient() throws {
    let office = try Office()
    for recipients in [
      BackupRecipients(keys: ["age1nobody"]), BackupRecipients(keys: [office.keys[0], "--help"]),
      BackupRecipients(keys: [], files: [office.folder + "/nowhere"]), BackupRecipients(keys: ["AGE-SECRET-KEY-1XYZ"]),
    ] {
      let error = #expect(throws: StoreError.self) {
        try office.test.store.backup(to: office.file, encryptedTo: recipients)
      }
      #expect(error?.code == "bad-recipient" && error?.explanation.english.contains("1XYZ") == false)
    }
    #expect(try office.others().isEmpty)
    #expect(BackupRecipients(keys: []) == nil && BackupIdentities(files: []) == nil)
    #expect(try office.test.store.verify().isClean)
  }

  @Test("When an encrypted backup was made, and of which store, is known without a key; a drill needs it") func drill()
    throws
  {
    let office = try Office()
    let backups = office.folder + "/backups"
    try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: false)
    _ = try office.test.store.backup(
      to: backups + "/a.tar", encryptedTo: BackupRecipients(keys: [office.keys[0]]))
    #expect(try office.test.store.verify(against: ReviewStore.heads(ofBackup: backups + "/a.tar")).isClean)
    let told = try #require(try office.test.store.backups(in: backups).first)
    #expect(told.made == office.test.store.clock() && told.isEncrypted && told.problem == nil)
    let lost = try office.test.store.drill(backups: backups, in: backups)
    #expect(lost.report.problem == "needs-identity" && lost.report.made == office.test.store.clock())
    let found = try office.test.store.drill(backups: backups, in: backups, openedBy: office.identity(0))
    #expect(found.report.passed && found.report.pictures == 1)
  }
}

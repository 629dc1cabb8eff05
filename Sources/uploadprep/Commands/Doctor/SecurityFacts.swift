import Glibc
import ReviewStore
import ReviewWeb

/// What the demands of security are held against: the portal's settings, and the state of the store.
struct SecurityFacts: Sendable {
  /// Whether staff must have a second factor.
  var isSecondFactorRequired: Bool
  /// The longest time without use after which any member of staff is signed out, in minutes.
  var staffIdleMinutes: Int
  /// Days after which staff change their password; nil for never.
  var passwordDays: Int?
  /// Whether people reach the portal by TLS only: it has a certificate, or listens on this machine to a trusted proxy.
  var isEncrypted: Bool
  /// Whether others than its owner can read the store's folder or its key.
  var isPrivate = true
  /// Whether an admin's tasks are divided.
  var dutiesAreSeparate = true
  /// The roles of the three administrators for which there is nobody with a password.
  var missingAdministrators: [Role] = []
  /// How many accounts have a password that somebody else set more than a week ago.
  var oldGivenPasswords = 0
  /// Whether the pictures are encrypted where they are stored, and others cannot read the key.
  var picturesAreEncrypted = true
  /// Whether the log goes back to the store's beginning.
  var logIsWhole = true
  /// Days since the newest good backup; nil where there is none, or nobody said where.
  var backupDays: Int?
  /// Whether the newest good backup is signed.
  var backupIsSigned = false
  /// Backups that the store could not be restored from: those that end too early or were changed, and another store's.
  var badBackups: [FoundBackup] = []

  /// Whether the newest backup is encrypted.
  var backupIsEncrypted = false
  /// Whether the last drill passed, and is not older than a drill may be.
  var drillPassed = false

  /// The facts that the settings tell.
  init(_ settings: ServeSettings) {
    let options = settings.profiled.options
    isSecondFactorRequired = options.isSecondFactorRequired
    staffIdleMinutes = (Role.allCases.map(options.lifetimes.idle).max() ?? 0) / 60
    passwordDays = options.passwordDays
    // Where the portal listens on this machine only, no proxy elsewhere can reach it.
    isEncrypted = options.certificate != nil || options.isLocal && options.hasLocalProxy
  }

  /// Days for which a password that somebody else set may stay.
  private static let givenDays = 7

  /// Adds the facts that the store tells.
  mutating func add(_ store: ReviewStore, at now: Moment) throws {
    isPrivate = try Self.isPrivate(store.path)
    dutiesAreSeparate = try store.dutiesAreSeparate()
    let staff = try store.staff().filter { !$0.disabled && $0.hasPassword }
    missingAdministrators = Role.administrators.filter { role in !staff.contains { $0.role == role } }
    let limit = now.adding(seconds: -Self.givenDays * 86_400)
    oldGivenPasswords = staff.count { $0.passwordIsGiven && ($0.passwordSince ?? limit) <= limit }
    if let drill = try store.backupRecord().drill {
      let limit = now.adding(seconds: -BackupWarning.drillDays * 86_400)
      drillPassed = drill.passed && drill.at >= limit
    }
    picturesAreEncrypted = try store.picturesAreEncrypted && store.pictureKeyIsPrivate()
    logIsWhole = try store.logPage(before: 2).first?.action == "init"
  }

  /// Adds the facts that a folder of backups tells.
  mutating func add(backupsIn folder: String, of store: ReviewStore, at now: Moment) throws {
    let backups = try store.backups(in: folder)
    badBackups = backups.filter { $0.problem != nil }
    guard let newest = backups.first(where: { $0.problem == nil }), let made = newest.made else { return }
    backupDays = Int(max(0, now.milliseconds - made.milliseconds) / 86_400_000)
    backupIsSigned = newest.isSigned
    backupIsEncrypted = newest.isEncrypted
  }

  /// Whether only the owner has access to what is secret in a store's folder.
  private static func isPrivate(_ folder: String) throws -> Bool {
    var status = stat()
    guard stat(folder, &status) == 0 else { throw StoreError.noStore(path: folder) }
    // Nobody else comes to what lies in a folder that is closed to them.
    if status.st_mode & 0o077 == 0 { return true }
    guard stat(folder + "/store.key", &status) == 0 else { return false }
    return status.st_mode & 0o077 == 0
  }
}

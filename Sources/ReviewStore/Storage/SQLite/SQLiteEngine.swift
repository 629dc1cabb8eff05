import Foundation
import GRDB
import Wording

/// The engine on SQLite: one database file. When a write returns, it is on disk. A writer waits for the lock before it
/// does any work.
struct SQLiteEngine: SQLEngine {
  /// The timeout for a lock in seconds, after which ``StoreError/busy`` is thrown.
  static let patience: TimeInterval = 60

  /// A separate read-only connection, so that readers never wait for the writer. One connection for both would toggle
  /// `query_only` before each read, which discards every compiled statement.
  private var reader: DatabaseQueue { connections.reader }
  private var queue: DatabaseQueue { connections.writer }
  private let connections: Connections
  private let path: String
  /// The key for seals; nil when the store has none.
  var key: StoreKey?
  /// The file that records the log's head outside the database; nil while it must not be written.
  var headFile: HeadFile?

  /// Both connections. The writer is closed last: only then does SQLite checkpoint the WAL into the database and
  /// delete it, so that the store is a single file that can be read on read-only media.
  private final class Connections: Sendable {
    let reader: DatabaseQueue
    let writer: DatabaseQueue

    init(reader: DatabaseQueue, writer: DatabaseQueue) {
      self.reader = reader
      self.writer = writer
    }

    func close() throws {
      if reader !== writer { try reader.close() }
      try writer.close()
    }

    deinit { try? close() }
  }

  /// Opens an existing file, or creates one with `create`.
  init(path: String, create: Bool = false, readOnly: Bool = false) throws {
    guard create || FileManager.default.fileExists(atPath: path) else {
      throw StoreError.noStore(path: (path as NSString).deletingLastPathComponent)
    }
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Self.patience)
    configuration.prepareDatabase { database in
      if !database.configuration.readonly { try database.execute(sql: "PRAGMA journal_mode = WAL") }
      // FULL: a commit returns once the WAL is on disk. secure_delete overwrites erased personal data.
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA cache_size = -8000")
      // An act writes about ten pages, so the WAL is checkpointed every few hundred acts.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
    }
    if create { try Self.makePrivateFile(path) }
    self.path = path
    let name = readOnly && Self.isImmutable(path) ? try Self.immutableName(of: path) : path
    let queue = try Self.described(path) { try DatabaseQueue(path: name, configuration: configuration) }
    guard !readOnly else {
      connections = Connections(reader: queue, writer: queue)
      try Self.described(path) {
        if try queue.read({ try Schema.isTooNew($0) }) { throw StoreError.tooNew }
      }
      return
    }
    try Self.described(path) { try Self.migrate(queue) }
    configuration.readonly = true
    let reader = try Self.described(path) { [configuration] in
      try DatabaseQueue(path: path, configuration: configuration)
    }
    connections = Connections(reader: reader, writer: queue)
  }

  /// Creates an empty file that only its owner can read. SQLite treats it as a new database, and gives the files that
  /// it creates beside it the same permissions.
  private static func makePrivateFile(_ path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    Durable.close(descriptor)
  }

  /// Whether the database has all migrations of this version.
  func isCurrent() throws -> Bool {
    try described { try reader.read { try Schema.migrator.hasCompletedMigrations($0) } }
  }

  func isLater() throws -> Bool { try described { try reader.read { try Schema.migrator.hasBeenSuperseded($0) } } }

  /// Whether the write-ahead log beside a database file holds transactions that are not in the file yet.
  static func hasLog(_ path: String) -> Bool {
    var log = stat()
    return stat(path + "-wal", &log) == 0 && log.st_size > 0
  }

  /// Whether the database is on read-only media and has no WAL. Then it is opened as immutable; otherwise SQLite would
  /// create files beside it even for reading.
  private static func isImmutable(_ path: String) -> Bool {
    !hasLog(path) && access((path as NSString).deletingLastPathComponent, W_OK) != 0
  }

  private static func immutableName(of path: String) throws -> String {
    var characters = CharacterSet.urlPathAllowed
    characters.remove(charactersIn: ";")
    let absolute = URL(fileURLWithPath: path).path
    guard let name = absolute.addingPercentEncoding(withAllowedCharacters: characters) else {
      throw StoreError.inputOutput(Bilingual("the path cannot be named", "路径无法表示"))
    }
    return "file:\(name)?immutable=1"
  }

  private static func migrate(_ queue: DatabaseQueue) throws {
    let state = try queue.read { database in
      (
        current: try Schema.migrator.hasCompletedMigrations(database), isTooNew: try Schema.isTooNew(database)
      )
    }
    if state.isTooNew { throw StoreError.tooNew }
    if !state.current { try Schema.migrator.migrate(queue) }
  }

  private func transaction(on database: Database) -> SQLTransaction {
    SQLTransaction(SQLiteSession(database), key: key)
  }

  /// Reads from one snapshot.
  func reading<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value {
    try described {
      try reader.unsafeRead { database in
        try Self.whole("BEGIN DEFERRED TRANSACTION", transaction(on: database), on: database, body)
      }
    }
  }

  /// Runs a body between BEGIN and COMMIT, or ROLLBACK when it throws. They are cached statements like all others:
  /// compiling them would take a tenth of a read's time.
  private static func whole<Value>(
    _ begin: String, _ transaction: SQLTransaction, on database: Database, _ body: (SQLTransaction) throws -> Value
  ) throws -> Value {
    try transaction.run(begin)
    do {
      let value = try body(transaction)
      try transaction.run("COMMIT TRANSACTION")
      return value
    } catch {
      // SQLite may have ended the transaction already.
      if database.isInsideTransaction { try? database.rollback() }
      throw error
    }
  }

  /// A single statement needs no transaction.
  func readStatement<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value {
    try described { try reader.unsafeRead { try body(transaction(on: $0)) } }
  }

  /// Writes in one immediate transaction. It takes the write lock at its beginning, so that what it reads stays true
  /// until the commit, and so that it waits before doing any work. It excludes all other writers, whatever the scope.
  func writing<Value>(_ scope: WriteScope, _ body: (SQLTransaction) throws -> Value) throws -> Value {
    try described {
      try queue.writeWithoutTransaction { database in
        // Without `FULL`, a commit in WAL mode does not sync. Nobody else can use the connection meanwhile.
        if !scope.isDurable { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        defer { if !scope.isDurable { try? database.execute(sql: "PRAGMA synchronous = FULL") } }
        let transaction = transaction(on: database)
        let value = try Self.whole("BEGIN IMMEDIATE TRANSACTION", transaction, on: database) { transaction in
          try transaction.gate()?.check(scope, version: Schema.version)
          return try body(transaction)
        }
        if let head = transaction.logged.end { headFile?.note(head) }
        return value
      }
    }
  }

  func writeErasing<Value>(_ body: (any StoreWriting) throws -> Value) throws -> Value {
    try maintain { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    defer { try? maintain { try $0.execute(sql: "PRAGMA secure_delete = FAST") } }
    return try write(body)
  }

  /// Empties the WAL, which holds data from before an erasure.
  func removeTraces(within seconds: Double) throws -> Bool {
    guard try emptyLog(within: seconds) else { return false }
    try writing { try $0.run("DELETE FROM trace") }
    return true
  }

  func traces() throws -> String? {
    try reading { try $0.count("SELECT count(*) FROM trace") } > 0 ? "\(path)-wal" : nil
  }

  func headsKnownOutside() -> KnownHeads? {
    HeadFile(path: (path as NSString).deletingLastPathComponent + "/" + HeadFile.fileName).read()
  }

  /// Writers follow each other, so that what is read is complete.
  func settledEntry(within seconds: Double) throws -> Int? { try reading { try $0.chainHead().length } }

  func note(_ head: SealedHead) { headFile?.note(head) }

  /// Runs outside of a transaction, for pragmas.
  func maintain<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try described { try queue.writeWithoutTransaction(body) }
  }

  /// Checkpoints and truncates the WAL, so that no erased data are left in it; false if readers still used it after a
  /// number of seconds.
  func emptyLog(within seconds: Double) throws -> Bool {
    try maintain { database in
      try database.execute(sql: "PRAGMA busy_timeout = \(Int(seconds * 1000))")
      defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patience * 1000))") }
      do {
        _ = try database.checkpoint(.truncate)
        return true
      } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
        return false
      }
    }
  }

  var isShared: Bool { false }

  func save(to path: String, at now: Moment, _ pulse: () throws -> Void) throws -> SealedHead? {
    try described {
      let target = try DatabaseQueue(path: path)
      try queue.backup(to: target)
      try target.close()
    }
    try Self.endLog(of: path)
    let copy = try SQLiteEngine(path: path, readOnly: true)
    let sealed = try copy.reading { try $0.sealedHead() }
    try copy.close()
    return sealed
  }

  /// Makes a database that nobody uses a single file, which stays one where it is read.
  static func endLog(of path: String) throws {
    try described(path) {
      let database = try DatabaseQueue(path: path)
      try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try database.close()
    }
  }

  private func described<Value>(_ body: () throws -> Value) throws -> Value {
    try Self.described(path, body)
  }

  /// Runs a body and maps its SQLite errors to ``StoreError``. SQLite often knows only that reading or writing failed;
  /// the file system then says why.
  private static func described<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      let error = StoreError(error)
      guard case .inputOutput = error else { throw error }
      throw Durable.diskError(at: (path as NSString).deletingLastPathComponent) ?? error
    }
  }

  /// Closes both connections.
  func close() throws { try described { try connections.close() } }
}

import Foundation
import Wording

/// The engine on PostgreSQL. When a durable write returns, it is on the server's disk.
///
/// Acts on different applications run at the same time: each holds a shared lock on the store and locks its
/// application's row. An act on the whole store holds the store's lock alone. What portals share has a lock of its own.
/// Acts write no row in common, and storing a signed head of the log has its own lock too. The locks end with the
/// transaction.
struct PostgreSQLEngine: SQLEngine {
  /// How long to wait for a lock or a connection, in seconds.
  static let patience = 60
  /// How long to wait for a server that is being restarted, in seconds. Those who ask again in a minute block nobody.
  static let longestRestart = 15.0
  /// The most connections that one process has.
  static let mostConnections = 16
  /// How often a transaction is run again when others were in its way.
  private static let mostRetries = 3

  private let address: DatabaseAddress
  private let pool: PostgreSQLPool
  /// The store's folder, with the file of the log's head.
  private let folder: String
  /// The key for seals; nil when the store has none.
  var key: StoreKey?
  /// The file that records the log's head outside the database; nil while it must not be written.
  var headFile: HeadFile?

  /// Opens a database that exists, and makes or completes its tables.
  ///
  /// - Parameter restart: how long to wait for a server that is being restarted, in seconds.
  init(_ address: DatabaseAddress, folder: String, waitingForRestart restart: TimeInterval = longestRestart) throws {
    self.address = address
    self.folder = folder
    pool = PostgreSQLPool(
      address, size: Self.mostConnections, patience: TimeInterval(Self.patience), restart: restart)
    try described {
      try pool.lend { try PostgreSQLSchema.migrate($0) }
    }
  }

  var isShared: Bool { true }

  func isCurrent() throws -> Bool { true }

  func isLater() throws -> Bool { try described { try pool.lend { try PostgreSQLSchema.isLater($0) } } }

  func reading<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value {
    try described {
      try pool.lend(beginning: { _ in "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }) { connection, _ in
        let value = try body(SQLTransaction(PostgreSQLSession(connection), key: key))
        try connection.run("COMMIT")
        return value
      }
    }
  }

  /// A single statement needs no transaction.
  func readStatement<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value {
    try described {
      do {
        return try pool.lend { try body(SQLTransaction(PostgreSQLSession($0), key: key)) }
      } catch let error as PostgreSQLError where error.isLost {
        // The connection may have been broken since its last use.
        return try reading(body)
      }
    }
  }

  func writing<Value>(_ scope: WriteScope, _ body: (SQLTransaction) throws -> Value) throws -> Value {
    try described {
      var retries = 0
      while true {
        do {
          return try writeOnce(scope, body)
        } catch let error as PostgreSQLError where error.isTransient && retries < Self.mostRetries {
          retries += 1
          Thread.sleep(forTimeInterval: Double.random(in: 0.002...0.02) * Double(retries))
        }
      }
    }
  }

  private func writeOnce<Value>(_ scope: WriteScope, _ body: (SQLTransaction) throws -> Value) throws -> Value {
    try pool.lend(beginning: { try Self.beginning(scope, $0) }) { connection, begun in
      try Gate(Columns(begun)).check(scope, version: Schema.version)
      let transaction = SQLTransaction(PostgreSQLSession(connection), key: key)
      let value = try body(transaction)
      let number = begun.text(at: 0) ?? ""
      do {
        try connection.run("COMMIT")
      } catch let error as PostgreSQLError where error.isLost {
        guard try isCommitted(number, transaction.logged.end) else { throw error }
      }
      if let head = transaction.logged.end { headFile?.note(head) }
      return value
    }
  }

  /// The statements that begin a write. The last one returns the transaction's number, by which its outcome is found
  /// should the connection be lost while it is committed, and who may use the store.
  ///
  /// They are sent at once, which takes one round trip. Each sees what was committed before it, so what is read after
  /// the locks stays true.
  private static func beginning(_ scope: WriteScope, _ connection: PostgreSQLConnection) throws -> String {
    let lock =
      switch scope {
      case .store: "SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.storeLock))"
      case .copying:
        """
        SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.storeLock));
        SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.headsLock));
        SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.portalsLock))
        """
      case .heads: "SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.headsLock))"
      // The rows that are read are locked too.
      case .notices: "SELECT pg_advisory_xact_lock_shared(\(PostgreSQLSchema.storeLock))"
      case .portals: "SELECT pg_advisory_xact_lock(\(PostgreSQLSchema.portalsLock))"
      case .picture(let picture):
        """
        SELECT pg_advisory_xact_lock_shared(\(PostgreSQLSchema.storeLock));
        SELECT pg_advisory_xact_lock(\(Dialect.lock(of: picture)))
        """
      case .application(let number):
        """
        SELECT pg_advisory_xact_lock_shared(\(PostgreSQLSchema.storeLock));
        SELECT id FROM registration WHERE number = \(try connection.literal(number.rawValue)) FOR UPDATE
        """
      }
    return """
      BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
      SET LOCAL synchronous_commit = \(scope.isDurable ? "on" : "off"); SET LOCAL lock_timeout = '\(patience)s';
      \(lock);
      SELECT pg_current_xact_id()::text AS transaction, \(Gate.columns) FROM (SELECT 1) AS one LEFT JOIN gate ON true
      """
  }

  /// Whether a transaction was committed whose connection was lost.
  ///
  /// After a crash the server may give a number again that never reached its disk. So where the transaction added an entry
  /// to the log, the entry tells.
  private func isCommitted(_ number: String, _ entry: ChainHead?) throws -> Bool {
    while true {
      let status = try pool.lend(beginning: { _ in "BEGIN" }) { connection, _ in
        do {
          return try connection.run("SELECT pg_xact_status('\(number)'::xid8)").text(at: 0)
        } catch PostgreSQLError.refused(state: "22023", _) {
          // The server crashed, and knows no such number yet.
          return "aborted"
        }
      }
      guard status == "in progress" else {
        guard let entry else { return status == "committed" }
        return try pool.lend(beginning: { _ in "BEGIN" }) { connection, _ in
          try connection.run(
            "SELECT 1 FROM audit WHERE sequence = ? AND hash = ?", [.integer(Int64(entry.length)), .text(entry.hash)]
          ).count == 1
        }
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  func writeErasing<Value>(_ body: (any StoreWriting) throws -> Value) throws -> Value { try write(.store, body) }

  /// Removes the old versions of rows from the tables. What backups and archives of the server's log hold is for whoever
  /// keeps them.
  func removeTraces(within seconds: Double) throws -> Bool {
    _ = try described {
      try pool.lend {
        try $0.run(
          """
          VACUUM appeal, code, conflict, credential, filled, former, look, lookKey, message, notice, registration,
            secondLook, slot, visit
          """
        )
      }
    }
    try writing { try $0.run("DELETE FROM trace") }
    return true
  }

  func traces() throws -> String? {
    try reading { try $0.count("SELECT count(*) FROM trace") } > 0 ? address.text : nil
  }

  func headsKnownOutside() -> KnownHeads? { HeadFile(path: folder + "/" + HeadFile.fileName).read() }

  /// Transactions may be committed in another order than that of the numbers that they took. Each holds the store's lock,
  /// shared or alone, from before it takes a number until it has been committed. So those that hold it right after the
  /// last number was read are waited for, and no others.
  func settledEntry(within seconds: Double) throws -> Int? {
    try described {
      try pool.lend { connection in
        let last = try connection.run("SELECT last_value - (NOT is_called)::int FROM auditNumber").integer(at: 0)
        let end = Date.now + seconds
        var open = try Self.holdersOfStore(connection)
        while !open.isEmpty {
          guard Date.now < end else { return nil }
          Thread.sleep(forTimeInterval: 0.01)
          open.formIntersection(try Self.holdersOfStore(connection))
        }
        return last.map { Int($0) }
      }
    }
  }

  /// The transactions that hold the store's lock.
  private static func holdersOfStore(_ connection: PostgreSQLConnection) throws -> Set<String> {
    var holders: Set<String> = []
    _ = try connection.run(
      """
      SELECT virtualtransaction FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid = 0
        AND objid::bigint = \(PostgreSQLSchema.storeLock)
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """
    ).each { row in
      if let holder = row.text(at: 0) { holders.insert(holder) }
      return true
    }
    return holders
  }

  func note(_ head: SealedHead) { headFile?.note(head) }

  /// Runs statements without placeholders, outside of a transaction.
  func maintain(_ statements: String) throws {
    _ = try described { try pool.lend { try $0.run(statements) } }
  }

  func close() throws { pool.close() }

  private func described<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as PostgreSQLError {
      throw StoreError(error)
    } catch let interrupted as PostgreSQLPool.Interrupted {
      throw StoreError(interrupted.error)
    }
  }
}

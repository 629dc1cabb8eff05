import Foundation

/// A bounded number of connections, which threads borrow for a transaction each. Connections are made when they are
/// needed. Those that broke, because the server was restarted for example, are replaced.
final class PostgreSQLPool: @unchecked Sendable {
  private let address: DatabaseAddress
  private let size: Int
  /// How long to wait for a connection, in seconds.
  private let patience: TimeInterval
  /// How long to wait for a server that is being restarted, in seconds.
  private let restart: TimeInterval
  // Everything below is protected by the condition's lock.
  private let condition = NSCondition()
  private var idle: [PostgreSQLConnection] = []
  private var count = 0
  private var isClosed = false

  init(_ address: DatabaseAddress, size: Int, patience: TimeInterval, restart: TimeInterval) {
    self.address = address
    self.size = size
    self.patience = patience
    self.restart = restart
  }

  /// Lends a connection while a body runs.
  ///
  /// - Throws: ``StoreError/busy`` when all were lent for too long; ``PostgreSQLError``.
  func lend<Value>(_ body: (PostgreSQLConnection) throws -> Value) throws -> Value {
    let connection = try take()
    defer { giveBack(connection) }
    return try body(connection)
  }

  /// Lends a connection on which the first statements have been run: those that begin a transaction. Where the
  /// connection turns out to be broken, or the server is being restarted, others are tried for as long as a restart takes.
  ///
  /// - Throws: ``Interrupted`` when the connection was lost after that.
  func lend<Value>(
    beginning statements: (PostgreSQLConnection) throws -> String,
    _ body: (PostgreSQLConnection, PostgreSQLResult) throws -> Value
  ) throws -> Value {
    let end = Date.now + restart
    var pause = 0.01
    while true {
      do {
        return try lend { connection in
          let begun = try connection.run(try statements(connection))
          do {
            return try body(connection, begun)
          } catch let error as PostgreSQLError where error.isLost {
            throw Interrupted(error: error)
          }
        }
      } catch let error as PostgreSQLError where error.isLost && Date.now < end && !isClosing {
        dropIdle()
        Thread.sleep(forTimeInterval: pause)
        pause = min(2 * pause, 0.5)
      }
    }
  }

  /// A transaction was lost after its beginning.
  struct Interrupted: Error { let error: PostgreSQLError }

  private var isClosing: Bool { condition.withLock { isClosed } }

  private func take() throws -> PostgreSQLConnection {
    condition.lock()
    let end = Date.now + patience
    while idle.isEmpty, count >= size, !isClosed {
      guard condition.wait(until: end) else {
        condition.unlock()
        throw StoreError.busy
      }
    }
    guard !isClosed else {
      condition.unlock()
      throw StoreError.fault("the store has been closed")
    }
    if let connection = idle.popLast() {
      condition.unlock()
      return connection
    }
    count += 1
    condition.unlock()
    do {
      return try PostgreSQLConnection(address)
    } catch {
      forget()
      throw error
    }
  }

  private func giveBack(_ connection: PostgreSQLConnection) {
    if connection.isAlive, connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
    guard connection.isAlive, !connection.isInTransaction else { return forget() }
    condition.lock()
    if isClosed { count -= 1 } else { idle.append(connection) }
    condition.signal()
    condition.unlock()
  }

  private func forget() {
    condition.lock()
    count -= 1
    condition.signal()
    condition.unlock()
  }

  /// Closes the connections that are not lent: after a restart of the server all are broken.
  private func dropIdle() {
    condition.lock()
    count -= idle.count
    idle = []
    condition.broadcast()
    condition.unlock()
  }

  /// Closes all connections; those that are lent, when they are given back.
  func close() {
    condition.lock()
    isClosed = true
    condition.unlock()
    dropIdle()
  }
}

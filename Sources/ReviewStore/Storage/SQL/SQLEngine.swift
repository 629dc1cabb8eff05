/// An engine whose rows are reached with SQL.
protocol SQLEngine: StoreEngine {
  /// The key for seals; nil when the store has none.
  var key: StoreKey? { get set }
  /// The file that records the log's head outside the database; nil while it must not be written.
  var headFile: HeadFile? { get set }

  /// Whether the database has all migrations of this version.
  func isCurrent() throws -> Bool
  /// Whether a later version migrated the database, in ways that this one need not know of.
  func isLater() throws -> Bool
  /// Whether programs on several machines may use it at once.
  var isShared: Bool { get }
  /// Copies all rows as they are at one moment to an SQLite file without a write-ahead log, while others may write. Returns
  /// the last signed head that the engine's own rows have at that moment.
  ///
  /// - Parameters:
  ///   - path: an empty file.
  ///   - pulse: called at least every few seconds.
  func save(to path: String, at now: Moment, _ pulse: () throws -> Void) throws -> SealedHead?
  /// Reads from one snapshot.
  func reading<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value
  /// Writes in one transaction, as ``StoreEngine/write(_:_:)`` does.
  func writing<Value>(_ scope: WriteScope, _ body: (SQLTransaction) throws -> Value) throws -> Value
}

extension SQLEngine {
  func read<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value {
    do {
      return try reading { try body($0) }
    } catch StoreError.fault(let words) {
      // A later version may have changed tables while this program runs.
      if let gate = try? reading({ try $0.gate() }), gate.reader > Schema.version { throw StoreError.tooNew }
      throw StoreError.fault(words)
    }
  }

  func write<Value>(_ scope: WriteScope, _ body: (any StoreWriting) throws -> Value) throws -> Value {
    try writing(scope) { try body($0) }
  }

  /// Writes in one transaction that excludes all others.
  @discardableResult
  func writing<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value { try writing(.store, body) }
}

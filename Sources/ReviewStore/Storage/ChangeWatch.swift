import GRDB

/// Tells whether anything in a store has changed, whoever changed it, without reading what: a few microseconds, for
/// those who keep in memory what they have read.
public final class ChangeWatch: Sendable {
  private let queue: DatabaseQueue

  fileprivate init(path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(StoreDatabase.patience)
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// A number that differs from an earlier one as soon as anything has been committed since, by this process or
  /// another. What was read after asking for a mark holds for as long as the mark stays the same.
  ///
  /// This is SQLite's `data_version`, asked on a connection that never writes.
  public func mark() throws -> Int64 {
    do {
      return try queue.unsafeRead { try Int64.fetchOne($0.cachedStatement(sql: "PRAGMA data_version")) ?? 0 }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }
}

extension ReviewStore {
  /// A watch over this store.
  public func watch() throws -> ChangeWatch {
    do {
      return try ChangeWatch(path: path + "/" + Self.fileName)
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }
}

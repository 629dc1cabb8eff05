/// Where a store's PostgreSQL database is: a connection string such as `postgresql://office@db.example/review`.
///
/// A password is never part of it, because an address is shown in lists of processes, in `store.yaml` and in errors. The
/// password is found in the environment (`PGPASSWORD`) or in a file (`PGPASSFILE`, `~/.pgpass`), or the address names a
/// file with `passfile=`.
public struct DatabaseAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address as it was given.
  public let text: String

  /// Checks an address.
  ///
  /// - Throws: ``InputError/badDatabase(_:)`` when it cannot be parsed, or has a password in it.
  public init(_ text: String) throws {
    guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://"),
      let options = PostgreSQLConnection.options(in: text)
    else { throw InputError.badDatabase(.unreadable) }
    guard options["password"] == nil, options["sslpassword"] == nil else {
      throw InputError.badDatabase(.hasPassword)
    }
    self.text = text
  }

  /// The address as it was given.
  public var description: String { text }
}

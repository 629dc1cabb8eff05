import Foundation

@testable import ReviewStore

/// The PostgreSQL server on which the tests' stores have their rows, if `UPLOADPREP_TEST_POSTGRES` names one. Every store
/// has a database of its own, which is a copy of one with empty tables. `UPLOADPREP_TEST_POOLER` names a pooler through
/// which the stores reach it.
public enum StoreServer {
  /// The address of the server's database `postgres`; nil where the rows are in files.
  public static let address = value("UPLOADPREP_TEST_POSTGRES")
  private static let pooler = value("UPLOADPREP_TEST_POOLER")

  private static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// There is no server, and so no database.
  struct NoServer: Error {}

  /// The name of a database with empty tables.
  private static let template = Result {
    guard let address else { throw NoServer() }
    let name = "template_\(ProcessInfo.processInfo.processIdentifier)"
    try run("CREATE DATABASE \(name)")
    // Not through the pooler, which would keep the connection, and with it the database from being copied.
    let engine = try PostgreSQLEngine(try database(name, on: address), folder: "/nowhere")
    try engine.close()
    return name
  }

  /// Makes an empty database; nil where the rows are in files.
  public static func makeDatabase() throws -> DatabaseAddress? {
    try address == nil ? nil : copy(of: template.get())
  }

  /// Makes a copy of a database that nobody uses.
  public static func copy(of name: String) throws -> DatabaseAddress {
    guard let server = pooler ?? address else { throw NoServer() }
    let copy = "test_" + UUID().uuidString.replacing("-", with: "").lowercased()
    if pooler != nil {
      // Connections that the pooler keeps.
      try run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
    }
    try run("CREATE DATABASE \(copy) TEMPLATE \(name)")
    return try database(copy, on: server)
  }

  /// Deletes a database.
  public static func drop(_ address: DatabaseAddress) {
    try? run("DROP DATABASE IF EXISTS \(name(of: address)) WITH (FORCE)")
  }

  /// The database's name in an address.
  public static func name(of address: DatabaseAddress) -> String {
    String(address.text.split(separator: "/").last ?? "")
  }

  private static func database(_ name: String, on server: String) throws -> DatabaseAddress {
    try DatabaseAddress(
      server.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/") + "/" + name)
  }

  private static func run(_ sql: String) throws {
    guard let address else { throw NoServer() }
    try PostgreSQLConnection(DatabaseAddress(address)).run(sql)
  }
}

/// A database that is deleted when nothing refers to this object any more.
public final class OwnDatabase: Sendable {
  /// Its address; nil where the rows are in files.
  public let address: DatabaseAddress?

  /// Makes an empty database, where the rows are not in files.
  public init() throws { address = try StoreServer.makeDatabase() }

  deinit { if let address { StoreServer.drop(address) } }
}

/// Statements past the rules, outside of a transaction, in either engine.
public struct Statements {
  private let store: ReviewStore

  /// Those of a store.
  public init(on store: ReviewStore) { self.store = store }

  /// Runs statements without placeholders.
  public func execute(sql: String) throws {
    let engine = try store.requireFolder().database
    if let engine = engine as? PostgreSQLEngine {
      try engine.maintain(sql)
    } else {
      try (engine as? SQLiteEngine)?.maintain { try $0.execute(sql: sql) }
    }
  }
}

import Foundation
import Testing

@testable import ReviewStore

/// The PostgreSQL server on which the tests' stores have their rows, if `UPLOADPREP_TEST_POSTGRES` names one. Every store
/// has a database of its own, which is a copy of one with empty tables.
enum TestServer {
  /// The address of the server's database `postgres`; nil where the rows are in files.
  static let address = ProcessInfo.processInfo.environment["UPLOADPREP_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }

  /// The name of a database with empty tables.
  private static let template = Result {
    let name = "template_\(ProcessInfo.processInfo.processIdentifier)"
    try run("CREATE DATABASE \(name)")
    let engine = try PostgreSQLEngine(try database(name), folder: "/nowhere")
    try engine.close()
    return name
  }

  /// Makes an empty database; nil where the rows are in files.
  static func makeDatabase() throws -> DatabaseAddress? {
    try address == nil ? nil : copy(of: template.get())
  }

  /// Makes a copy of a database that nobody uses.
  static func copy(of name: String) throws -> DatabaseAddress {
    let copy = "test_" + UUID().uuidString.replacing("-", with: "").lowercased()
    try run("CREATE DATABASE \(copy) TEMPLATE \(name)")
    return try database(copy)
  }

  /// Deletes a database.
  static func drop(_ address: DatabaseAddress) {
    try? run("DROP DATABASE IF EXISTS \(name(of: address)) WITH (FORCE)")
  }

  /// The database's name in an address.
  static func name(of address: DatabaseAddress) -> String { String(address.text.split(separator: "/").last ?? "") }

  private static func database(_ name: String) throws -> DatabaseAddress {
    let server = try #require(address)
    return try DatabaseAddress(server.prefix(upTo: server.lastIndex(of: "/")!) + "/" + name)
  }

  private static func run(_ sql: String) throws {
    try PostgreSQLConnection(DatabaseAddress(#require(address))).run(sql)
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests of what only a store in one folder can do, or of damage that only SQLite lets in.
  static var inFiles: Self { .enabled(if: TestServer.address == nil, "of stores whose rows are in a file") }
}

/// The rows of a store, to be counted or changed past the rules, in either engine.
struct TestRows {
  fileprivate let engine: any SQLEngine

  /// The key for seals.
  var key: StoreKey? { engine.key }

  /// Statements outside of a transaction.
  struct Statements {
    fileprivate let engine: any SQLEngine

    /// Runs statements without placeholders.
    func execute(sql: String) throws {
      if let engine = engine as? PostgreSQLEngine {
        try engine.maintain(sql)
      } else {
        try (engine as? SQLiteEngine)?.maintain { try $0.execute(sql: sql) }
      }
    }
  }

  /// Runs statements outside of a transaction.
  func maintain(_ body: (Statements) throws -> Void) throws { try body(Statements(engine: engine)) }

  /// Reads in a transaction.
  func reading<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value { try engine.reading(body) }

  /// Writes in a transaction.
  @discardableResult
  func writing<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value { try engine.writing(body) }
}

extension ReviewStore {
  /// The rows themselves.
  var database: TestRows { TestRows(engine: folder!.database) }
  /// The rows' file, for tests of stores in files.
  var file: SQLiteEngine { get throws { try folder!.requireSQLite() } }
  /// The folder's own files: the pictures, unless they are elsewhere, and temporary ones.
  var files: PictureFiles { folder!.files }

  /// Changes the bytes of an entry past the rules.
  func overwrite(_ entry: String, _ change: (inout [UInt8]) -> Void) throws {
    if let objects = pictures as? PictureObjects {
      let name = String(entry.dropFirst(objects.client.place.address.count + 1))
      var bytes = try #require(try objects.client.get(name))
      change(&bytes)
      try objects.client.put(bytes, as: name)
    } else {
      var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: entry)))
      change(&bytes)
      try Data(bytes).write(to: URL(fileURLWithPath: entry))
    }
  }
}

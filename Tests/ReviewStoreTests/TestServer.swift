import Foundation
import StoreServer
import Testing

@testable import ReviewStore

typealias TestServer = StoreServer

extension Trait where Self == ConditionTrait {
  /// For tests of what only a store in one folder can do, or of damage that only SQLite lets in.
  static var inFiles: Self { .enabled(if: TestServer.address == nil, "of stores whose rows are in a file") }
}

/// The rows of a store, to be counted or changed past the rules, in either engine.
struct TestRows {
  fileprivate let store: ReviewStore
  private var engine: any SQLEngine { store.folder!.database }

  /// The key for seals.
  var key: StoreKey? { engine.key }

  /// Runs statements outside of a transaction.
  func maintain(_ body: (Statements) throws -> Void) throws { try body(Statements(on: store)) }

  /// Reads in a transaction.
  func reading<Value>(_ body: (SQLTransaction) throws -> Value) throws -> Value { try engine.reading(body) }

  /// Writes in a transaction.
  @discardableResult
  func writing<Value>(_ scope: WriteScope = .store, _ body: (SQLTransaction) throws -> Value) throws -> Value {
    try engine.writing(scope, body)
  }
}

extension ReviewStore {
  /// The rows themselves.
  var database: TestRows { TestRows(store: self) }
  /// The rows' file, for tests of stores in files.
  var file: SQLiteEngine { get throws { try #require(folder!.database as? SQLiteEngine) } }
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

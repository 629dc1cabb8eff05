import Foundation
import RuleSets
import Wording

/// The file `store.yaml` in the folder of a store whose rows are in a database elsewhere: it names the database.
struct StoreSettings {
  /// The file's name in the store's folder.
  static let fileName = "store.yaml"

  /// Where the rows are.
  let database: DatabaseAddress

  /// The settings in a folder; nil for a store whose rows are in the folder.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a file that cannot be read as settings; ``InputError/badDatabase(_:)``.
  static func load(from folder: String) throws -> StoreSettings? {
    guard let content = try Durable.read(folder + "/" + fileName) else { return nil }
    let mistakes = FileMistakes()
    let address = mistakes.mapping(in: String(decoding: content, as: UTF8.self)).map { top in
      defer { top.finish() }
      return top.text("database")
    }
    guard mistakes.count == 0, let address else {
      throw StoreError.damaged(
        Bilingual("\(fileName) has to name a database and nothing else", "\(fileName) 应当且只应写明 database"))
    }
    return StoreSettings(database: try DatabaseAddress(address))
  }

  /// Writes the settings into a folder, durably.
  func save(in folder: String) throws {
    let file = try UnfinishedFile(becoming: folder + "/" + Self.fileName)
    defer { file.abandon() }
    // A JSON string is a YAML string.
    let text = "database: \(JSON.string(database.text))\n"
    try Durable.write(Array(text.utf8), to: file.descriptor)
    try file.finish()
  }
}

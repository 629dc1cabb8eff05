import Foundation
import ObjectStorage
import RuleSets
import Wording

/// The file `store.yaml` in the folder of a store that has its rows or its pictures elsewhere: it says where.
struct StoreSettings: Hashable {
  /// The file's name in the store's folder.
  static let fileName = "store.yaml"

  /// Where the rows are; nil for the folder.
  var database: DatabaseAddress?
  /// Where the pictures are; nil for the folder.
  var pictures: ObjectPlace?

  /// The settings in a folder.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a file that cannot be read as settings; ``InputError/badDatabase(_:)``,
  ///   ``InputError/badPictures(_:)``.
  static func load(from folder: String) throws -> StoreSettings {
    guard let content = try Durable.read(folder + "/" + fileName) else { return StoreSettings() }
    let mistakes = FileMistakes()
    var settings = StoreSettings()
    var address: String?
    var place: (address: String, endpoint: String, region: String, isPathStyle: Bool)?
    if let top = mistakes.mapping(in: String(decoding: content, as: UTF8.self)) {
      address = top.optionalText("database")
      if let pictures = top.mapping("pictures") {
        place = (
          pictures.text("at"), pictures.text("endpoint"), pictures.text("region"),
          pictures.flag("pathStyle", default: false)
        )
        pictures.finish()
      }
      top.finish()
    }
    guard mistakes.count == 0, address != nil || place != nil else {
      throw StoreError.damaged(
        Bilingual(
          "\(fileName) has to name a database, or where the pictures are, or both, and nothing else",
          "\(fileName) 应当且只应写明 database 或 pictures"))
    }
    settings.database = try address.map { try DatabaseAddress($0) }
    if let place {
      do throws(ObjectPlace.Mistake) {
        settings.pictures = try ObjectPlace(
          place.address, endpoint: place.endpoint, region: place.region, isPathStyle: place.isPathStyle)
      } catch {
        throw InputError.badPictures(error)
      }
    }
    return settings
  }

  /// Writes the settings into a folder, durably; no file where everything is in the folder.
  func save(in folder: String) throws {
    guard database != nil || pictures != nil else { return }
    let file = try UnfinishedFile(becoming: folder + "/" + Self.fileName)
    defer { file.abandon() }
    // A JSON string is a YAML string.
    var text = database.map { "database: \(JSON.string($0.text))\n" } ?? ""
    if let pictures {
      text += """
        pictures:
          at: \(JSON.string(pictures.address))
          endpoint: \(JSON.string(pictures.endpoint))
          region: \(JSON.string(pictures.region))
          pathStyle: \(pictures.isPathStyle)

        """
    }
    try Durable.write(Array(text.utf8), to: file.descriptor)
    try file.finish()
  }
}

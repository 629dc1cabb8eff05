import Foundation
import ObjectStorage
import RuleSets
import Wording

/// The file `store.yaml` in the folder of a store that has its rows or its pictures elsewhere, or its pictures encrypted: it says
/// where, and where the key comes from.
struct StoreSettings: Hashable {
  /// The file's name in the store's folder.
  static let fileName = "store.yaml"

  /// Where the rows are; nil for the folder.
  var database: DatabaseAddress?
  /// Where the pictures are; nil for the folder.
  var pictures: ObjectPlace?
  /// Where the key comes from that protects the pictures; nil where they are not encrypted.
  var pictureKey: PictureKeySource?

  /// The settings in a folder.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a file that cannot be read as settings; ``InputError/badDatabase(_:)``,
  ///   ``InputError/badPictures(_:)``, ``InputError/badPictureKey``.
  static func load(from folder: String) throws -> StoreSettings {
    guard let content = try Durable.read(folder + "/" + fileName) else { return StoreSettings() }
    let mistakes = FileMistakes()
    var settings = StoreSettings()
    var address: String?
    var keySource: String?
    var place: (address: String, endpoint: String, region: String, isPathStyle: Bool)?
    if let top = mistakes.mapping(in: String(decoding: content, as: UTF8.self)) {
      address = top.optionalText("database")
      keySource = top.optionalText("pictureKey")
      if let pictures = top.mapping("pictures") {
        place = (
          pictures.text("at"), pictures.text("endpoint"), pictures.text("region"),
          pictures.flag("pathStyle", default: false)
        )
        pictures.finish()
      }
      top.finish()
    }
    guard mistakes.count == 0, address != nil || place != nil || keySource != nil else {
      throw StoreError.damaged(
        Bilingual(
          "\(fileName) has to name a database, where the pictures are, or their key, and nothing else",
          "\(fileName) 应当且只应写明 database、pictures 或 pictureKey"))
    }
    settings.pictureKey = try keySource.map { try PictureKeySource($0) }
    if settings.pictureKey?.isCommand == true { try checkOwner(of: folder + "/" + fileName) }
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

  /// Refuses a file that somebody else may have written: a command in it would be run by everybody who opens the store.
  private static func checkOwner(of file: String) throws {
    var facts = stat()
    guard stat(file, &facts) == 0 else { throw StoreError(errno: errno) }
    guard [geteuid(), 0].contains(facts.st_uid), facts.st_mode & 0o022 == 0 else {
      throw StoreError.damaged(
        Bilingual(
          "\(fileName) names a command, and belongs to somebody else or can be written by others; make it yours alone, or "
            + "work as its owner",
          "\(fileName) 中写有命令，但该文件属于他人或可被他人写入；请改为仅本人可写，或以其所有者身份运行"))
    }
  }

  /// Writes the settings into a folder, durably; no file where everything is in the folder.
  func save(in folder: String) throws {
    guard database != nil || pictures != nil || pictureKey != nil else { return }
    let file = try UnfinishedFile(becoming: folder + "/" + Self.fileName)
    defer { file.abandon() }
    try Durable.write(Array(text.utf8), to: file.descriptor)
    try file.finish()
  }

  /// Replaces the settings in a folder, durably.
  func replace(in folder: String) throws {
    try Durable.replace(folder + "/" + Self.fileName, with: Array(text.utf8))
  }

  /// The file's text.
  private var text: String {
    // A JSON string is a YAML string.
    var text = database.map { "database: \(JSON.string($0.text))\n" } ?? ""
    if let pictureKey { text += "pictureKey: \(JSON.string(pictureKey.text))\n" }
    if let pictures {
      text += """
        pictures:
          at: \(JSON.string(pictures.address))
          endpoint: \(JSON.string(pictures.endpoint))
          region: \(JSON.string(pictures.region))
          pathStyle: \(pictures.isPathStyle)

        """
    }
    return text
  }
}

import Foundation
import Wording

/// Copies a store that is closed to acts, and compares the copy with it. Each step begins where an interrupted one ended:
/// rows after the copy's last one, pictures after the last one that the copy has noted.
struct StoreCopy {
  let source: StoreFolder
  let target: StoreFolder
  let atOnce: Portions
  let report: Report

  /// How much is done at once.
  struct Portions {
    /// How many rows are read and written.
    var rows = 4000
    /// How many pictures are copied before that is noted.
    var pictures = 256
  }

  /// Tells how much has been done.
  final class Report {
    private var done = 0
    private let total: Int
    private let tell: (_ done: Int, _ total: Int) throws -> Void

    init(of total: Int, _ tell: @escaping (_ done: Int, _ total: Int) throws -> Void) {
      self.total = total
      self.tell = tell
    }

    fileprivate func add(_ count: Int) throws {
      done += count
      try tell(min(done, total), total)
    }
  }

  /// Everything but the settings, so that the copy cannot be used yet.
  func fill() throws {
    for table in CopiedTable.all { try copy(table) }
    try copyPictures()
  }

  private func copy(_ table: CopiedTable) throws {
    let columns = try source.database.reading { try $0.columns(of: table) }
    var last = try target.database.reading { try $0.lastKey(of: table) }
    if last != nil { try report.add(target.database.reading { try $0.count(of: table) }) }
    while true {
      let rows = try source.database.reading { try $0.rows(of: table, columns, after: last, atMost: atOnce.rows) }
      guard !rows.isEmpty else { return }
      try target.database.writing(.copying) {
        try $0.session.load(copied(rows, of: table, columns), into: table.name, columns)
      }
      last = rows.last
      try report.add(rows.count)
    }
  }

  /// Rows as the copy has them: where its pictures are encrypted, without the small pictures of pages.
  private func copied(_ rows: [[SQLValue]], of table: CopiedTable, _ columns: [String]) -> [[SQLValue]] {
    guard target.pictures is SealedPictures, table.name == "look", let detail = columns.firstIndex(of: "detail") else {
      return rows
    }
    return rows.map { row in
      var row = row
      row[detail] = .null(.text)
      return row
    }
  }

  private func copyPictures() throws {
    var last = try target.database.reading { try $0.gate()?.copy?.copiedUpTo }
    if let last { try report.add(source.database.reading { try $0.pictureCount(upTo: last) }) }
    while true {
      let pictures = try source.database.reading {
        try $0.pictures(after: last?.rawValue ?? "", atMost: atOnce.pictures)
      }
      guard !pictures.isEmpty else { return }
      try Together.each(pictures) { [source, target] picture in
        let staged = try target.pictures.stage(source.pictures.checked(picture))
        defer { staged.release() }
        try staged.place()
      }
      last = pictures.last
      try target.database.writing(.copying) { try $0.noteCopied(upTo: last) }
      try report.add(pictures.count)
    }
  }

  /// Compares every row, and every picture with its digest.
  ///
  /// - Throws: ``StoreError/copyDiffers(_:)``.
  func compare() throws {
    for table in CopiedTable.all { try compare(table) }
    var last = ""
    while true {
      let pictures = try source.database.reading { try $0.pictures(after: last, atMost: atOnce.pictures) }
      guard let end = pictures.last else { return }
      try Together.each(pictures) { [target] picture in
        guard try target.pictures.read(picture).map({ Digest(of: $0) }) == picture else {
          throw StoreError.copyDiffers(Bilingual("picture \(picture)", "图片 \(picture)"))
        }
      }
      last = end.rawValue
      try report.add(pictures.count)
    }
  }

  private func compare(_ table: CopiedTable) throws {
    let columns = try source.database.reading { try $0.columns(of: table) }
    var last: [SQLValue]?
    var seen = 0
    while true {
      let here = copied(
        try source.database.reading { try $0.rows(of: table, columns, after: last, atMost: atOnce.rows) }, of: table,
        columns)
      let there = try target.database.reading {
        try $0.rows(of: table, columns, after: last, atMost: atOnce.rows)
      }
      guard here == there else {
        // The values may be personal.
        let place = seen + 1 + zip(here, there).prefix { $0 == $1 }.count
        throw StoreError.copyDiffers(
          Bilingual("row \(place) of the table \(table.name)", "表 \(table.name) 的第 \(place) 行"))
      }
      guard !here.isEmpty else { return }
      last = here.last
      seen += here.count
      try report.add(here.count)
    }
  }

  /// Makes the copy a store, and the store one that has been copied. After an interruption it can be done again.
  func finish(_ copy: Gate.Copy, in path: String, at now: Moment) throws {
    let columns = try source.database.reading { try $0.columns(of: .settings) }
    let settings = try source.database.reading { try $0.rows(of: .settings, columns, after: nil, atMost: 1) }
    try target.database.writing(.copying) { transaction in
      if try transaction.count(of: .settings) == 0 {
        try transaction.session.load(settings, into: CopiedTable.settings.name, columns)
      }
      try transaction.continueNumbers()
    }
    try HeadFile(path: path + "/" + HeadFile.fileName).create(
      try target.database.reading { KnownHeads(log: try $0.chainHead(), sealed: try $0.sealedHead()) })
    try source.database.writing(.copying) { transaction in
      // Somebody may have given the copy up, and acts may have followed.
      guard let closure = try transaction.gate()?.copy, closure.token == copy.token else {
        throw StoreError.copyDiffers(Bilingual("it was given up meanwhile", "复制期间已被放弃"))
      }
      try transaction.close(for: copy, endedAt: now)
    }
    try open()
  }

  /// Lets the copy be used.
  func open() throws { try target.database.writing(.copying) { try $0.open() } }
}

extension StoreFolder {
  /// Opens the folder of a copy that has been begun, or makes it.
  ///
  /// - Throws: ``StoreError/exists(path:)`` where anything else is.
  static func ofCopy(_ copy: Gate.Copy, of key: StoreKey, in destination: StoreDestination) throws -> StoreFolder {
    let path = destination.folder
    let settings = StoreSettings(
      database: destination.database, pictures: destination.pictures, pictureKey: destination.pictureKey)
    // What cannot be listed is no folder.
    guard (try? Durable.names(in: path).isEmpty) == true else {
      guard try StoreSettings.load(from: path) == settings, let folder = try? StoreFolder(opening: path),
        let found = try folder.database.reading({ try $0.gate()?.copy }), found.isCopy, found.token == copy.token
      else { throw StoreError.exists(path: path) }
      return folder
    }
    let making = try FolderInMaking(becoming: path)
    let files = PictureFiles(folder: making.path)
    let objects = settings.pictures.map { connect(to: $0, beside: files) }
    var database: (any SQLEngine)?
    var hasClaimed = false
    do {
      try files.create()
      try settings.save(in: making.path)
      try settings.makePictureKey(in: making.path)
      _ = try key.save(in: making.path)
      try objects?.claim(for: copy.token)
      hasClaimed = true
      let made: any SQLEngine =
        if let address = settings.database {
          try PostgreSQLEngine(address, folder: making.path)
        } else {
          try SQLiteEngine(path: making.path + "/" + databaseName, create: true)
        }
      database = made
      try made.writing(.copying) { transaction in
        let found = try transaction.gate()?.copy
        // An earlier run may have come as far as this.
        let isOurs = found.map { $0.isCopy && $0.token == copy.token } ?? false
        guard try isOurs || (found == nil && transaction.isEmpty()) else {
          throw StoreError.exists(path: settings.database?.text ?? path)
        }
        try transaction.close(for: copy)
      }
      try made.close()
      try making.finish()
    } catch {
      // If the store is opened to acts again, its next copy has another token.
      if hasClaimed { try? objects?.abandonClaim() }
      try? database?.writing(.copying) { transaction in
        if try transaction.isEmpty(), try transaction.gate()?.copy?.token == copy.token { try transaction.open() }
      }
      try? database?.close()
      making.abandon()
      throw error
    }
    return try StoreFolder(opening: path)
  }
}

extension SQLTransaction {
  /// Whether a database has no rows of a store.
  fileprivate func isEmpty() throws -> Bool {
    try ([.settings] + CopiedTable.all).allSatisfy {
      try count("SELECT count(*) FROM (SELECT 1 FROM \($0.name) LIMIT 1) AS one") == 0
    }
  }

  /// Notes in a copy up to which picture all have been copied.
  fileprivate func noteCopied(upTo picture: Digest?) throws { try run("UPDATE gate SET copiedUpTo = ?", [picture]) }
}

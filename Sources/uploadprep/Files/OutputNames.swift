import ImageKit

/// Where a prepared picture goes: its name up to `.upload.jpg`.
struct OutputName: Sendable, Hashable {
  /// The path without `.upload` and the format's ending.
  let base: Path
  /// Whether the photo's own name with its ending is kept, because others of the call would get the same name.
  /// Such a name is spelled by the contract as ending in `.upload.jpg`.
  let keepsEnding: Bool

  /// The whole path for a picture of a format.
  func path(for format: PictureFormat) -> Path {
    Path(bytes: base.bytes + Array(".upload.\(format.endings[0])".utf8))
  }

  /// Whether a name is one that we gave.
  static func isOurs(_ name: ArraySlice<UInt8>) -> Bool { base(of: name) != nil }

  /// What stands before `.upload.jpg` in a name that we gave; nil for any other. Capitals do not matter: some disks change
  /// them.
  static func base(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for format in PictureFormat.handedOut {
      let ending = Array(".upload.\(format.endings[0])".utf8)
      guard name.count > ending.count else { continue }
      let tail = String(decoding: name.suffix(ending.count), as: UTF8.self).lowercased()
      if Array(tail.utf8) == ending { return name.dropLast(ending.count) }
    }
    return nil
  }
}

/// Decides the names of all outputs of one call, so that no two are the same and the order of work does not matter.
enum OutputNames {
  /// A photo whose output needs a name.
  struct Photo: Sendable {
    /// Its path as the caller spelled it.
    let path: Path
    /// Its canonical folder.
    let folder: Path
    /// The canonical folder that was named, or from which the photo was named.
    let root: Path
    /// Whether its content is a picture at all. What is none yields its name to a picture: `a.jpg` keeps the plain
    /// name beside a phone's `a.json`.
    let isPicture: Bool
  }

  /// One name a photo, in the same order.
  ///
  /// Under a common folder for outputs, photos keep their folders below what was named: the one folder, or the deepest that
  /// holds all. Photos of one folder that want the same name keep their ending.
  ///
  /// - Parameters:
  ///   - photos: no two with the same folder and name.
  ///   - outputFolder: where all go; nil puts each beside its photo.
  static func plan(_ photos: [Photo], into outputFolder: Path?) -> [OutputName] {
    var keepsEnding = photos.map { !$0.isPicture }
    while true {
      let rivals = Dictionary(grouping: photos.indices) { photos[$0].output(keepingEnding: keepsEnding[$0]) }
      let movers = rivals.values.filter { $0.count > 1 }.joined().filter { !keepsEnding[$0] }
      if movers.isEmpty { break }
      for index in movers { keepsEnding[index] = true }
    }
    let root = commonFolder(of: photos.map(\.root))
    return zip(photos, keepsEnding).map { photo, keepsEnding in
      let name = photo.output(keepingEnding: keepsEnding).name
      let base =
        outputFolder.map { photo.folder.relative(to: root).components.reduce($0) { $0.appending($1) }.appending(name) }
        ?? photo.path.sibling(named: name)
      return OutputName(base: base, keepsEnding: keepsEnding)
    }
  }

  /// The deepest folder in which all lie.
  private static func commonFolder(of folders: [Path]) -> Path {
    guard let first = folders.first?.components else { return Path("/") }
    let common = folders.reduce(first[...]) { common, folder in
      common.prefix(zip(common, folder.components).prefix { $0 == $1 }.count)
    }
    return Path(bytes: common.flatMap { Array("/".utf8) + $0 })
  }
}

extension OutputNames.Photo {
  /// The output's base name in the photo's own folder.
  fileprivate func output(keepingEnding keepsEnding: Bool) -> Path {
    folder.appending(keepsEnding ? path.name : path.stem)
  }
}

import ImageKit

/// The path of a prepared picture, up to `.upload.jpg`.
struct OutputName: Sendable, Hashable {
  /// The path without `.upload` and the format's extension.
  let base: Path
  /// Whether the photo's own extension stays in the name, because another photo of the call would get the same name.
  /// By the contract such a name ends in `.upload.jpg`.
  let keepsEnding: Bool

  /// The whole path for a picture in a format.
  func path(for format: PictureFormat) -> Path {
    Path(bytes: base.bytes + Array(".upload.\(format.endings[0])".utf8))
  }

  /// Whether a name has the form that this command gives to its outputs.
  static func isOutput(_ name: ArraySlice<UInt8>) -> Bool { base(of: name) != nil }

  /// The part before `.upload.jpg` in the name of an output; nil for any other name. Case does not matter: some file
  /// systems change it.
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

/// Chooses the names of all outputs of one call. No two are equal, and the order of work does not affect them.
enum OutputNames {
  /// A photo whose output needs a name.
  struct Photo: Sendable {
    /// The path as the caller spelled it.
    let path: Path
    /// The canonical path of its folder.
    let folder: Path
    /// The canonical path of the folder that was named; for a named photo, the folder it was named from.
    let root: Path
    /// Whether its content is a picture. A file that is none gives way to a picture: `a.jpg` keeps the plain name
    /// beside a phone's `a.json`.
    let isPicture: Bool
  }

  /// One name for each photo, in the same order.
  ///
  /// In a common output folder, photos keep their folder structure below the one folder that was named, or below the
  /// deepest folder that contains all of them. Photos of one folder that would get the same name keep their extension.
  ///
  /// - Parameters:
  ///   - photos: no two with the same folder and name.
  ///   - outputFolder: the folder for all outputs; nil puts each beside its photo.
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

  /// The deepest folder that contains all of them.
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

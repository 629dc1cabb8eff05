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
    /// How many folders lie between it and the folder that was named.
    let depth: Int
    /// Whether its content is a picture at all. What is none yields its name to a picture: `a.jpg` keeps the plain
    /// name beside a phone's `a.json`.
    let isPicture: Bool
  }

  /// One name a photo, in the same order.
  ///
  /// Photos whose names would collide keep their ending; under a common folder for outputs, those that still would
  /// keep as many of their own folders as it takes. Of photos that want the same name, those that have gone the
  /// fewest of these steps go one further.
  ///
  /// - Parameters:
  ///   - photos: no two with the same folder and name.
  ///   - outputFolder: where all go; nil puts each beside its photo.
  static func plan(_ photos: [Photo], into outputFolder: Path?) -> [OutputName] {
    var steps = photos.map { $0.isPicture ? 0 : 1 }
    while true {
      let rivals = Dictionary(grouping: photos.indices) { photos[$0].output(after: steps[$0], into: outputFolder) }
      let movers = rivals.values.filter { $0.count > 1 }.flatMap { rivals in
        let fewest = rivals.map { steps[$0] }.min()!
        return rivals.filter { steps[$0] == fewest && fewest <= photos[$0].folder.bytes.count }
      }
      if movers.isEmpty { break }
      for index in movers { steps[index] += 1 }
    }
    return zip(photos, steps).map { photo, steps in
      let output = photo.output(after: steps, into: outputFolder)
      let base = outputFolder == nil ? photo.path.sibling(named: output.name) : output
      return OutputName(base: base, keepsEnding: steps > 0)
    }
  }
}

extension OutputNames.Photo {
  /// The output's base name after so many steps: 0 the name alone, 1 with its ending, then one folder more each.
  fileprivate func output(after steps: Int, into outputFolder: Path?) -> Path {
    let name = steps == 0 ? path.stem : path.name
    guard let outputFolder else { return folder.appending(name) }
    let kept = folder.components.suffix(depth + max(0, steps - 1))
    return kept.reduce(outputFolder) { $0.appending($1) }.appending(name)
  }
}

import Glibc

/// Finds the files that paths stand for: files themselves, folders with all that is in them.
struct InputWalk {
  /// Files found in folders to be left out, told by their names.
  private let skips: (ArraySlice<UInt8>) -> Bool
  private(set) var inputs: [Input] = []

  init(skipping skips: @escaping (ArraySlice<UInt8>) -> Bool = { _ in false }) { self.skips = skips }

  /// Adds what a path stands for. `-` is standard input.
  mutating func add(_ path: Path) {
    guard path != .standardStream else {
      inputs.append(Input(path: path, kind: .standardInput, depth: nil))
      return
    }
    do {
      let status = try FileStatus.of(path, followingLinks: true)
      if status.isFolder {
        try walk(path, depth: 0, within: path.canonical)
      } else {
        add(path, status, depth: nil)
      }
    } catch {
      add(path, .missing(error), depth: nil)
    }
  }

  /// Adds everything in a folder, in name order. Links are followed to files within the named folder only, so that
  /// nothing is found twice without end and nothing outside is touched.
  private mutating func walk(_ folder: Path, depth: Int, within root: Path) throws(Failure) {
    for name in try Folder.names(in: folder) where name.first != UInt8(ascii: ".") {
      let path = folder.appending(name)
      do {
        let status = try FileStatus.of(path, followingLinks: false)
        if status.isFolder {
          walkOrTell(path, depth: depth + 1, within: root)
        } else if status.isLink {
          let target = try FileStatus.of(path, followingLinks: true)
          if !target.isFolder, path.canonical.isInside(root) { add(path, target, depth: depth) }
        } else {
          add(path, status, depth: depth)
        }
      } catch {
        add(path, .unreadable(error), depth: depth)
      }
    }
  }

  private mutating func walkOrTell(_ folder: Path, depth: Int, within root: Path) {
    do {
      try walk(folder, depth: depth, within: root)
    } catch {
      add(folder, .missing(error), depth: depth - 1)
    }
  }

  private mutating func add(_ path: Path, _ status: stat, depth: Int?) {
    if depth != nil, skips(path.name) { return }
    // A pipe would keep us waiting for its writer, a device might never end.
    let kind = status.isRegularFile ? Input.Kind.file(FileIdentity(status)) : .unreadable(.notAFile)
    add(path, kind, depth: depth)
  }

  private mutating func add(_ path: Path, _ kind: Input.Kind, depth: Int?) {
    inputs.append(Input(path: path, kind: kind, depth: depth))
  }
}

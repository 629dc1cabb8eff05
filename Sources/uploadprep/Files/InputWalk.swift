import Glibc
import ImageKit

/// One thing the command was asked to look at, found but not opened.
struct Input: Sendable {
  /// What was found.
  enum Kind: Sendable {
    /// A file, told from others by its place on the disk.
    case file(FileIdentity)
    /// Standard input.
    case standardInput
    /// Something that is there and cannot be read as a file: a pipe, a link that leads nowhere.
    case unreadable(Failure)
    /// Nothing, or a folder that cannot be opened.
    case missing(Failure)
  }

  /// Where it is, as the caller spelled it.
  let path: Path
  /// What was found.
  let kind: Kind
  /// How many folders lie between it and the folder that was named; nil when it was itself named.
  let depth: Int?

  /// The path for programs and people; `-` for standard input.
  var text: String { path.text }
  /// The file's name without folders; nil for standard input, which has none.
  var fileName: String? { path == .standardStream ? nil : Path(bytes: path.name).text }
  /// Whether it was found in a folder rather than named.
  var wasWalked: Bool { depth != nil }
}

extension Input {
  /// The one file that a path names. A folder is refused.
  init(one path: Path) throws(Failure) {
    if let status = try? FileStatus.of(path, followingLinks: true), status.isFolder {
      throw Failure(
        .unreadableData, code: "is-a-folder",
        Bilingual("This is a folder. Name one picture in it.", "这是文件夹，请指定其中的一张图片。"), input: path.text)
    }
    var walk = InputWalk()
    walk.add(path)
    self = walk.inputs[0]
  }
}

/// A file's place on the disk, the same for every name it goes by.
struct FileIdentity: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// The identity of what a path leads to, links followed; nil where there is nothing.
  init?(of path: Path) {
    guard let status = try? FileStatus.of(path, followingLinks: true) else { return nil }
    self.init(status)
  }
}

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

extension Path {
  /// `-`, which stands for standard input where a file is read, and for standard output where one is written.
  static let standardStream = Path("-")

  /// The absolute path without links, `.` or `..`; the path itself where it leads nowhere.
  var canonical: Path {
    withCString { text in
      guard let resolved = realpath(text, nil) else { return self }
      defer { free(resolved) }
      return Path(bytes: UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
  }

  /// Whether this canonical path lies below that canonical folder.
  func isInside(_ folder: Path) -> Bool { bytes.starts(with: folder.appending([]).bytes) }
}

extension Failure {
  /// Something other than a file where a photo was expected.
  static let notAFile = Failure(
    .unreadableData, code: "not-a-file",
    Bilingual(
      "This is a pipe, a socket or a device, not a file. To read a pipe, name \"-\" and feed standard input.",
      "这是管道、套接字或设备，不是文件。要从管道读取，请用“-”并接到标准输入。"))
}

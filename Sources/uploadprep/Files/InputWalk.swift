import Glibc
import Wording

/// Finds the files that paths name: the files themselves, and everything in the folders.
struct InputWalk {
  /// Files and folders to leave out.
  private let excluded: [NamePattern]
  /// The server of objects that are named like files; nil takes no such names.
  private let objects: ObjectServer?
  private(set) var inputs: [Input] = []
  /// The number of files seen: those left out and those among the inputs.
  private var found = 0

  init(excluding excluded: [NamePattern] = [], from objects: ObjectServer? = nil) {
    self.excluded = excluded
    self.objects = objects
  }

  /// A folder that was named: its path as spelled, and its canonical path.
  private typealias Root = (named: Path, canonical: Path)

  /// Adds what a path names. `-` is standard input.
  mutating func add(_ path: Path) {
    guard path != .standardStream else {
      inputs.append(Input(path: path, kind: .standardInput, depth: nil))
      return
    }
    if isExcluded(path) { return }
    do throws(Failure) {
      if let object = try objects?.object(at: path) { return try add(object) }
      let status = try FileStatus.of(path, followingLinks: true)
      if status.isFolder {
        guard status.st_nlink > 0 else { throw Failure.deletedFolder }
        let before = found
        try walk(path, depth: 0, within: (path, path.canonical))
        if found == before { add(path, .missing(.emptyFolder), depth: nil) }
      } else {
        add(path, status, depth: nil)
      }
    } catch {
      add(path, .missing(error), depth: nil)
    }
  }

  /// Adds an object, or everything below it, in the order of the keys.
  private mutating func add(_ object: StoredObject) throws(Failure) {
    guard object.isFolder else { return add(object.path, .object(object), depth: nil) }
    let before = found
    try object.eachBelow { object, below in
      let names = Path(below).components
      guard object.isPlain else {
        return add(object.path, .unreadable(.oddKey), depth: names.count - 1)
      }
      guard !below.hasSuffix("/"), !names.contains(where: { $0.first == UInt8(ascii: ".") }) else { return }
      let folders = names.indices.map { Path(bytes: names[...$0].joined(separator: [UInt8(ascii: "/")])) }
      if folders.contains(where: { isExcluded($0) }) { return }
      add(object.path, .object(object), depth: names.count - 1)
    }
    if found == before { add(object.path, .missing(.emptyFolder), depth: nil) }
  }

  /// Adds everything in a folder, in name order. A symbolic link is followed only to a file inside the named folder:
  /// the walk cannot loop, and it reads nothing outside.
  private mutating func walk(_ folder: Path, depth: Int, within root: Root) throws(Failure) {
    for name in try Folder.names(in: folder) where name.first != UInt8(ascii: ".") {
      let path = folder.appending(name)
      if isExcluded(Path(bytes: path.bytes.dropFirst(root.named.appending([]).bytes.count))) { continue }
      do {
        let status = try FileStatus.of(path, followingLinks: false)
        if status.isFolder {
          walkOrRecordFailure(path, depth: depth + 1, within: root)
        } else if status.isLink {
          let target = try FileStatus.of(path, followingLinks: true)
          if !target.isFolder, path.canonical.isInside(root.canonical) { add(path, target, depth: depth) }
        } else {
          add(path, status, depth: depth)
        }
      } catch {
        add(path, .unreadable(error), depth: depth)
      }
    }
  }

  private mutating func walkOrRecordFailure(_ folder: Path, depth: Int, within root: Root) {
    do {
      try walk(folder, depth: depth, within: root)
    } catch {
      add(folder, .missing(error), depth: depth - 1)
    }
  }

  private mutating func add(_ path: Path, _ status: stat, depth: Int?) {
    // Opening a pipe would wait for a writer, and reading a device might never end.
    let kind = status.isRegularFile ? Input.Kind.file(FileIdentity(status)) : .unreadable(.notAFile)
    add(path, kind, depth: depth)
  }

  private mutating func add(_ path: Path, _ kind: Input.Kind, depth: Int?) {
    found += 1
    inputs.append(Input(path: path, kind: kind, depth: depth))
  }

  private mutating func isExcluded(_ path: Path) -> Bool {
    guard excluded.contains(where: { $0.matches(path) }) else { return false }
    found += 1
    return true
  }
}

extension Failure {
  /// A named folder that holds no file.
  static let emptyFolder = Failure(
    .noInput, code: "nothing-found",
    Bilingual(
      "There is no file in this folder. Check the path; files whose names begin with a dot are passed over.",
      "该文件夹中没有文件，请检查路径。以点开头的隐藏文件不计。"))

  /// An object whose key is no path.
  fileprivate static let oddKey = Failure(
    .unreadableData, code: "odd-key",
    Bilingual(
      "This object's key has an empty part, “.” or “..”, so it is not read. Give it another key.",
      "该对象的键中有空的部分、“.”或“..”，未读取，请更改其名称。"))

  /// A folder that was deleted while a process still held it open, for example as its working directory.
  fileprivate static let deletedFolder = Failure(
    .noInput, code: "no-such-file",
    Bilingual("This folder has been deleted. Change to another one.", "该文件夹已被删除，请切换到其他文件夹。"))
}

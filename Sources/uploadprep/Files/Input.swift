import ImageKit
import Wording

/// One input that the command line names or a folder contains. It is not opened yet.
struct Input: Sendable {
  /// What the path refers to.
  enum Kind: Sendable {
    /// A regular file, identified by device and inode.
    case file(FileIdentity)
    /// Standard input.
    case standardInput
    /// An object in S3-compatible storage.
    case object(StoredObject)
    /// Something that exists and cannot be read as a file: a pipe, a broken link.
    case unreadable(Failure)
    /// Nothing, or a folder that cannot be opened.
    case missing(Failure)
  }

  /// The path as the caller spelled it.
  let path: Path
  /// What the path refers to.
  let kind: Kind
  /// The number of folders between the file and the folder that was named; nil when the file itself was named.
  let depth: Int?

  /// The path as text; `-` for standard input.
  var text: String { path.text }
  /// The file's name without its folders; nil for standard input.
  var fileName: String? { path == .standardStream ? nil : Path(bytes: path.name).text }
  /// Whether it is standard input.
  var isStandardInput: Bool { if case .standardInput = kind { true } else { false } }
  /// Whether it was found in a folder rather than named on the command line.
  var wasWalked: Bool { depth != nil }
}

extension Input {
  /// Whether it is a certain file.
  func isFile(_ other: FileIdentity?) -> Bool {
    if case .file(let identity) = kind { identity == other } else { false }
  }

  /// The candidate's folder, in a layout with one folder per candidate: the first folder below the one that was named;
  /// the named folder itself for files directly in it; the file's own folder where the file was named.
  var candidateFolder: Path {
    guard let depth, depth > 0 else { return path.parent }
    return (1...depth).reduce(path) { folder, _ in folder.parent }
  }

  /// The name of the candidate's folder; nil where it is the working directory.
  var candidate: String? {
    let name = Path(bytes: candidateFolder.name).text
    return ["", ".", ".."].contains(name) ? nil : name
  }

  /// The single file that a path names. A folder is refused.
  ///
  /// - Parameter objects: the server of objects that are named like files; nil takes no such names.
  init(one path: Path, from objects: ObjectServer? = nil) throws(Failure) {
    if let status = try? FileStatus.of(path, followingLinks: true), status.isFolder {
      throw Failure(
        .unreadableData, code: "is-a-folder",
        Bilingual("This is a folder. Name one picture in it.", "这是文件夹，请指定其中的一张图片。"), input: path.text)
    }
    if let object = try objects?.object(at: path) {
      self.init(path: path, kind: .object(object), depth: nil)
      return
    }
    var walk = InputWalk()
    walk.add(path)
    self = walk.inputs[0]
  }
}

extension Failure {
  /// Something other than a regular file where a photo was expected.
  static let notAFile = Failure(
    .unreadableData, code: "not-a-file",
    Bilingual(
      "This is a pipe, a socket or a device, not a file. To read a pipe, name \"-\" and feed standard input.",
      "这是管道、套接字或设备，不是文件。要从管道读取，请用“-”并接到标准输入。"))
}

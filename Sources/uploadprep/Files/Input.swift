import ImageKit
import Wording

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
  /// Whether it is standard input.
  var isStandardInput: Bool { if case .standardInput = kind { true } else { false } }
  /// Whether it was found in a folder rather than named.
  var wasWalked: Bool { depth != nil }
}

extension Input {
  /// The folder that is a candidate's, where each has one: the first one below the folder that was named, that folder itself
  /// for files directly in it, and the file's own folder where the file was named.
  var candidateFolder: Path {
    guard let depth, depth > 0 else { return path.parent }
    return (1...depth).reduce(path) { folder, _ in folder.parent }
  }

  /// The candidate's folder by name; nil where it is the working directory.
  var candidate: String? {
    let name = Path(bytes: candidateFolder.name).text
    return ["", ".", ".."].contains(name) ? nil : name
  }

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

extension Failure {
  /// Something other than a file where a photo was expected.
  static let notAFile = Failure(
    .unreadableData, code: "not-a-file",
    Bilingual(
      "This is a pipe, a socket or a device, not a file. To read a pipe, name \"-\" and feed standard input.",
      "这是管道、套接字或设备，不是文件。要从管道读取，请用“-”并接到标准输入。"))
}

import Glibc
import ImageKit

/// What the system says of a path.
enum FileStatus {
  /// The status of a path, or of what it leads to when links are followed.
  static func of(_ path: Path, followingLinks: Bool) throws(Failure) -> stat {
    var status = stat()
    let result = path.withCString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    guard result == 0 else {
      let number = errno
      if followingLinks, number == ENOENT, let own = try? of(path, followingLinks: false), own.isLink {
        throw .brokenLink(path)
      }
      throw .systemCall("stat", number, .noInput, input: path.text)
    }
    return status
  }
}

extension Failure {
  /// A link to something that is not there; its own name is spelled well.
  fileprivate static func brokenLink(_ path: Path) -> Failure {
    Failure(
      .noInput, code: "broken-link",
      Bilingual(
        "This is a link to a file that is not there. Mend the link, or name the file that is meant.",
        "这是一个链接，所指的文件不存在。请修复链接，或直接指定目标文件。"), input: path.text)
  }
}

extension stat {
  private var kind: mode_t { st_mode & S_IFMT }
  /// Whether it is a folder.
  var isFolder: Bool { kind == S_IFDIR }
  /// Whether it is a symbolic link.
  var isLink: Bool { kind == S_IFLNK }
  /// Whether it is a file with bytes in it, rather than a pipe, a socket or a device.
  var isRegularFile: Bool { kind == S_IFREG }
}

/// Names in a folder.
enum Folder {
  /// All names but `.` and `..`, sorted byte by byte, which for UTF-8 is the order of code points.
  static func names(in folder: Path) throws(Failure) -> [[UInt8]] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .systemCall("opendir", errno, .noInput, input: folder.text)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = [UInt8](
        UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
      if name != [UInt8(ascii: ".")] && name != [UInt8](repeating: UInt8(ascii: "."), count: 2) { names.append(name) }
    }
    guard errno == 0 else { throw .systemCall("readdir", errno, .ioFailed, input: folder.text) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Makes a folder and those above it, where they are missing.
  static func make(_ folder: Path) throws(Failure) {
    if let status = try? FileStatus.of(folder, followingLinks: true) {
      guard status.isFolder else { throw .systemCall("mkdir", ENOTDIR, .cannotCreate, output: folder) }
      return
    }
    if folder.parent != folder { try make(folder.parent) }
    guard folder.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
      throw .systemCall("mkdir", errno, .cannotCreate, output: folder)
    }
  }
}

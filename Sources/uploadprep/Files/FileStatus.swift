import Glibc
import ImageKit
import Wording

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

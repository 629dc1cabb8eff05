import Glibc
import ImageKit
import Wording

/// Calls `stat` and `lstat`.
enum FileStatus {
  /// The status of a path. Where links are followed, it is the status of the link's target.
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
  /// A symbolic link whose target does not exist. The generic advice to check the spelling would mislead here.
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
  /// Whether it is a regular file rather than a pipe, a socket or a device.
  var isRegularFile: Bool { kind == S_IFREG }
}

import Glibc

/// A file's device and inode numbers: equal for every path and hard link that leads to the same file.
struct FileIdentity: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// The identity of the file that a path resolves to, symbolic links followed; nil where the path cannot be resolved.
  init?(of path: Path) {
    guard let status = try? FileStatus.of(path, followingLinks: true) else { return nil }
    self.init(status)
  }
}

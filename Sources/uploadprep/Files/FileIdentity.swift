import Glibc

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

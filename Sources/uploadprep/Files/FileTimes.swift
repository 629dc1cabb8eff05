import Glibc

/// A file's access time and modification time.
struct FileTimes: Sendable {
  let read: timespec
  let changed: timespec

  init(_ status: stat) {
    read = status.st_atim
    changed = status.st_mtim
  }

  /// The times of the file that a path resolves to; nil where the path cannot be resolved.
  init?(of path: Path) {
    guard let status = try? FileStatus.of(path, followingLinks: true) else { return nil }
    self.init(status)
  }

  /// Whether this file was modified after another, or at the same moment.
  func isNoOlder(than other: FileTimes) -> Bool {
    (changed.tv_sec, changed.tv_nsec) >= (other.changed.tv_sec, other.changed.tv_nsec)
  }
}

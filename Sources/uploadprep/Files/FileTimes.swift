import Glibc

/// When a file was last read and last changed.
struct FileTimes: Sendable {
  let read: timespec
  let changed: timespec

  init(_ status: stat) {
    read = status.st_atim
    changed = status.st_mtim
  }

  /// The times of what a path leads to; nil where there is nothing.
  init?(of path: Path) {
    guard let status = try? FileStatus.of(path, followingLinks: true) else { return nil }
    self.init(status)
  }

  /// Whether this file was changed after another, or at the same moment.
  func isNoOlder(than other: FileTimes) -> Bool {
    (changed.tv_sec, changed.tv_nsec) >= (other.changed.tv_sec, other.changed.tv_nsec)
  }
}

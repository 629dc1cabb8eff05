import Files
import Glibc
import SystemPackage
import Wording

/// A file to whose end several processes add lines, each whole.
///
/// A line is written under a lock. If a killed writer has left a part of one, it is ended first, so that it spoils no
/// other.
final class SharedLines: Sendable {
  private static let lineBreak = UInt8(ascii: "\n")

  private let path: Path
  private let descriptor: Int32

  /// Opens a file, or makes an empty one.
  init(_ path: Path) throws(Failure) {
    descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o644) }
    guard descriptor >= 0 else { throw .systemCall("open", errno, .cannotCreate, output: path) }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Adds a line.
  func add(_ line: String) throws(Failure) {
    try Failure.calling("flock", .ioFailed, output: path) { () throws(Errno) in try lock(LOCK_EX) }
    defer { try? lock(LOCK_UN) }
    let size = try Failure.calling("fstat", .ioFailed, output: path) { () throws(Errno) in try length() }
    let start: [UInt8] = try isWithinLine(size) ? [Self.lineBreak] : []
    do throws(Errno) {
      try FileDescriptor(rawValue: descriptor).writeWhole(start + Array(line.utf8) + [Self.lineBreak])
    } catch {
      // On a full disk half a line may have been written. If it cannot be removed, the next writer ends it.
      _ = ftruncate(descriptor, off_t(size))
      throw .systemCall("write", error.rawValue, .ioFailed, output: path)
    }
  }

  private func isWithinLine(_ size: Int) throws(Failure) -> Bool {
    guard size > 0 else { return false }
    var last: UInt8 = 0
    guard pread(descriptor, &last, 1, off_t(size - 1)) == 1 else {
      throw .systemCall("read", errno, .ioFailed, output: path)
    }
    return last != Self.lineBreak
  }

  private func length() throws(Errno) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Errno(rawValue: errno) }
    return Int(status.st_size)
  }

  private func lock(_ operation: Int32) throws(Errno) {
    while flock(descriptor, operation) != 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
  }
}

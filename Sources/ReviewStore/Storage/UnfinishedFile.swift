import Files
import Foundation
import SystemPackage

/// A file that appears under its name only when it is complete and on disk, and never replaces another.
///
/// Until then it is unnamed (`O_TMPFILE`) and vanishes with the process; where the file system does not support that, it has
/// a temporary name in the same folder.
struct UnfinishedFile {
  /// Where its bytes are to be written.
  let descriptor: Int32
  private let path: String
  private let temporaryName: String?

  /// Begins a file.
  init(becoming path: String) throws {
    self.path = path
    let options = FileDescriptor.OpenOptions([.nameless, .closeOnExec])
    let nameless = open(Self.folder(of: path), O_WRONLY | options.rawValue, 0o600)
    if nameless >= 0 {
      descriptor = nameless
      temporaryName = nil
      return
    }
    let name = "\(path).part-\(UUID().uuidString)"
    descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    temporaryName = name
  }

  /// Brings it to disk and gives it its name.
  ///
  /// - Throws: ``StoreError/exists(path:)`` when something has come there meanwhile.
  func finish() throws {
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno) }
    // link(2), unlike rename(2), never replaces a file that appeared meanwhile.
    let source = temporaryName ?? "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw errno == EEXIST ? StoreError.exists(path: path) : StoreError(errno: errno)
    }
    try Durable.syncFolder(Self.folder(of: path))
  }

  /// Closes it, finished or not.
  func abandon() {
    if let temporaryName { unlink(temporaryName) }
    close(descriptor)
  }

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

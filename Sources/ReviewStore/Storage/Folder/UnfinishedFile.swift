import Files
import Foundation
import SystemPackage

/// A file that gets its name only when it is complete and on disk, and never replaces another file.
///
/// Until then it is unnamed (`O_TMPFILE`), and the kernel frees it when the process ends. On a file system without
/// `O_TMPFILE`, it has a temporary name in the same folder.
struct UnfinishedFile {
  /// The descriptor to write to.
  let descriptor: Int32
  private let path: String
  private let temporaryName: String?

  /// Creates the unnamed file.
  init(becoming path: String) throws {
    self.path = path
    let options = FileDescriptor.OpenOptions([.nameless, .closeOnExec])
    let nameless = open(Self.folder(of: path), O_WRONLY | options.rawValue, 0o600)
    if nameless >= 0 {
      descriptor = nameless
      temporaryName = nil
      return
    }
    let name = path + Self.infix + UUID().uuidString
    descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno, creating: path) }
    temporaryName = name
  }

  /// Syncs the file to disk and gives it its name.
  ///
  /// - Throws: ``StoreError/exists(path:)`` when a file of that name has been created meanwhile.
  func finish() throws {
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno) }
    // link(2), unlike rename(2), never replaces a file that was created meanwhile.
    let source = temporaryName ?? "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw errno == EEXIST ? StoreError.exists(path: path) : StoreError(errno: errno)
    }
    try Durable.syncFolder(Self.folder(of: path))
  }

  /// Closes the file. If it is not finished, it is deleted.
  func abandon() {
    if let temporaryName { unlink(temporaryName) }
    close(descriptor)
  }

  private static let infix = ".part-"

  /// Whether a file's name is one that is temporary.
  static func isTemporary(_ name: String) -> Bool { name.contains(infix) }

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

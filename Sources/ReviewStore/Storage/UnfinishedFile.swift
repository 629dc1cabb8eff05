import Foundation

/// A file that gets its name when it is whole and on disk, and never over another.
///
/// Until then it has none (`O_TMPFILE`), so that it vanishes with the process; where the file system cannot do that, it has
/// a name beside its place.
struct UnfinishedFile {
  /// Where its bytes are to be written.
  let descriptor: Int32
  private let path: String
  private let temporaryName: String?

  /// Begins a file.
  init(becoming path: String) throws {
    self.path = path
    let nameless = open(Self.folder(of: path), O_WRONLY | O_CLOEXEC | Self.oTmpfile, 0o600)
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
    // Links, unlike renaming, never replace what has come there meanwhile.
    let source = temporaryName ?? "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw errno == EEXIST ? StoreError.exists(path: path) : StoreError(errno: errno)
    }
    try Durable.syncFolder(Self.folder(of: path))
  }

  /// Lets go of it, finished or not.
  func abandon() {
    if let temporaryName { unlink(temporaryName) }
    close(descriptor)
  }

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  /// `O_TMPFILE`, which is put together in C in a way that is not seen from here.
  private static let oTmpfile = 0o20_000_000 | O_DIRECTORY
}

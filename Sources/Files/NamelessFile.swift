import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A file that nobody can open by a name, for bytes that are needed only for a while: however the process ends, nothing
/// of it remains.
package struct NamelessFile: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  /// An empty one on the disk of a folder.
  package init(in folder: FilePath) throws(Errno) {
    // A file that never has a name. Its flag is __O_TMPFILE | O_DIRECTORY, which Swift does not import.
    let nameless = FileDescriptor.OpenOptions(rawValue: 0o20_000_000 | O_DIRECTORY | O_CLOEXEC)
    if let file = try? FileDescriptor.open(folder, .readWrite, options: nameless, permissions: .ownerReadWrite) {
      descriptor = file
      return
    }
    // Where the file system has no such files, the name is taken away at once.
    let name = folder.appending(".nameless-" + String(UInt64.random(in: 0...UInt64.max), radix: 36))
    descriptor = try Errno.typed {
      try FileDescriptor.open(
        name, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    }
    _ = name.withPlatformString { unlink($0) }
  }

  deinit { try? descriptor.close() }

  /// How many bytes it holds.
  package var count: Int {
    get throws(Errno) { Int(try Errno.typed { try descriptor.seek(offset: 0, from: .end) }) }
  }

  /// Adds bytes at the end.
  package borrowing func append(_ bytes: some Sequence<UInt8>) throws(Errno) {
    _ = try count
    try descriptor.writeWhole(bytes)
  }

  /// So many bytes from an offset on, or as many as there are.
  package borrowing func read(_ count: Int, from offset: Int) throws(Errno) -> [UInt8] {
    try descriptor.readWhole(count, from: Int64(offset))
  }

  /// Makes it empty again.
  package borrowing func empty() throws(Errno) { try Errno.typed { try descriptor.resize(to: 0) } }
}

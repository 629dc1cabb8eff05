import Glibc
import SystemPackage

extension FileDescriptor.OpenOptions {
  /// Opens an unnamed file in a folder (`O_TMPFILE`). Not every file system supports it. The value is
  /// `__O_TMPFILE | O_DIRECTORY`; Swift does not import the C macro.
  package static var nameless: Self { Self(rawValue: 0o20_000_000 | Glibc.O_DIRECTORY) }
}

/// A temporary file without a name. The kernel frees it when the process ends, however it ends.
package struct NamelessFile: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  /// Creates an empty file on the same disk as a folder.
  package init(in folder: FilePath) throws(Errno) {
    let options: FileDescriptor.OpenOptions = [.append, .closeOnExec]
    if let file = try? FileDescriptor.open(
      folder, .readWrite, options: options.union(.nameless), permissions: .ownerReadWrite)
    {
      descriptor = file
      return
    }
    // On a file system without `O_TMPFILE`, create a named file and unlink it at once.
    let name = folder.appending(".nameless-" + String(UInt64.random(in: 0...UInt64.max), radix: 36))
    descriptor = try Errno.typed {
      try FileDescriptor.open(
        name, .readWrite, options: options.union([.create, .exclusiveCreate]), permissions: .ownerReadWrite)
    }
    _ = name.withPlatformString { unlink($0) }
  }

  deinit { try? descriptor.close() }

  /// The file's size in bytes.
  package var count: Int {
    get throws(Errno) { Int(try Errno.typed { try descriptor.seek(offset: 0, from: .end) }) }
  }

  /// Appends bytes.
  package borrowing func append(_ bytes: some Sequence<UInt8>) throws(Errno) { try descriptor.writeWhole(bytes) }

  /// Reads at most `count` bytes from an offset; fewer only at the end of the file.
  package borrowing func read(_ count: Int, from offset: Int) throws(Errno) -> [UInt8] {
    try descriptor.readWhole(count, from: Int64(offset))
  }

  /// Truncates the file to zero bytes.
  package borrowing func empty() throws(Errno) { try Errno.typed { try descriptor.resize(to: 0) } }
}

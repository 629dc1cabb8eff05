import Glibc
import SystemPackage

extension FileDescriptor.OpenOptions {
  /// Makes a file in the folder that is opened, without a name (`O_TMPFILE`). Not every file system can. Its value is
  /// `__O_TMPFILE | O_DIRECTORY`; Swift does not import the C macro.
  package static var nameless: Self { Self(rawValue: 0o20_000_000 | Glibc.O_DIRECTORY) }
}

/// A file that nobody can open by a name, for bytes that are needed only for a while: however the process ends, nothing
/// of it remains.
package struct NamelessFile: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  /// An empty one on the disk of a folder.
  package init(in folder: FilePath) throws(Errno) {
    let options: FileDescriptor.OpenOptions = [.append, .closeOnExec]
    if let file = try? FileDescriptor.open(
      folder, .readWrite, options: options.union(.nameless), permissions: .ownerReadWrite)
    {
      descriptor = file
      return
    }
    // Where the file system has no such files, the name is taken away at once.
    let name = folder.appending(".nameless-" + String(UInt64.random(in: 0...UInt64.max), radix: 36))
    descriptor = try Errno.typed {
      try FileDescriptor.open(
        name, .readWrite, options: options.union([.create, .exclusiveCreate]), permissions: .ownerReadWrite)
    }
    _ = name.withPlatformString { unlink($0) }
  }

  deinit { try? descriptor.close() }

  /// How many bytes it holds.
  package var count: Int {
    get throws(Errno) { Int(try Errno.typed { try descriptor.seek(offset: 0, from: .end) }) }
  }

  /// Adds bytes at the end.
  package borrowing func append(_ bytes: some Sequence<UInt8>) throws(Errno) { try descriptor.writeWhole(bytes) }

  /// So many bytes from an offset on, or as many as there are.
  package borrowing func read(_ count: Int, from offset: Int) throws(Errno) -> [UInt8] {
    try descriptor.readWhole(count, from: Int64(offset))
  }

  /// Makes it empty again.
  package borrowing func empty() throws(Errno) { try Errno.typed { try descriptor.resize(to: 0) } }
}

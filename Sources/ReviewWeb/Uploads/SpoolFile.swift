import Glibc
import NIOCore
import ReviewStore

/// An unlinked temporary file for a photo that is coming in.
///
/// It has no name that anybody could open, so the unstamped photo disappears with the process, however that ends.
final class SpoolFile: Sendable {
  /// More bytes came than the limit allows.
  struct TooLarge: ProblemTelling {
    var problem: Problem { .tooLargeUpload }
  }
  /// The system refused to create, write or read the file.
  struct DiskError: ProblemTelling {
    /// The system's `errno`.
    let number: Int32

    /// A full disk is told like the store's own; anything else is for those who run the server.
    var problem: Problem {
      Problem([ENOSPC, EDQUOT].contains(number) ? StoreError.diskFull : StoreError.fault("errno \(number)"))
    }
  }

  private let descriptor: Int32
  private let limit: Int

  /// An empty file in a folder.
  ///
  /// - Parameter limit: the most bytes it will take.
  init(in folder: String, limit: Int) throws(DiskError) {
    // O_TMPFILE never gives the file a name; where a file system lacks it, the name is taken away at once.
    // Its value is __O_TMPFILE | O_DIRECTORY, which Swift does not import.
    var file = open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
    if file < 0 {
      var name = Array("\(folder)/.incoming-XXXXXX".utf8CString)
      file = mkstemp(&name)
      if file >= 0 { unlink(name) }
    }
    guard file >= 0 else { throw DiskError(number: errno) }
    descriptor = file
    self.limit = limit
  }

  deinit { close(descriptor) }

  /// How many bytes it holds.
  var count: Int { Int(lseek(descriptor, 0, SEEK_END)) }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard count + bytes.count <= limit else { throw TooLarge() }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw DiskError(number: errno)
      }
    }
  }

  /// All of it.
  func bytes() throws -> [UInt8] {
    let count = count
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(filled))
        if got > 0 {
          filled += got
        } else if got == 0 || errno != EINTR {
          throw DiskError(number: got == 0 ? EIO : errno)
        }
      }
    }
  }
}

import Files
import ReviewStore
import SystemPackage

/// An unlinked temporary file for a photo that is being received, or a table that is being sent.
///
/// It has no name that anybody could open, so its content disappears with the process, however that ends.
final class SpoolFile: Sendable {
  /// More bytes arrived than the limit allows.
  struct TooLarge: ProblemTelling {
    var problem: Problem { .tooLargeUpload }
  }
  private let file: NamelessFile
  private let limit: Int

  /// An empty file in a folder.
  ///
  /// - Parameter limit: the most bytes it will take.
  init(in folder: String, limit: Int) throws {
    do throws(Errno) {
      file = try NamelessFile(in: FilePath(folder))
    } catch {
      throw StoreError(errno: error.rawValue)
    }
    self.limit = limit
  }

  /// How many bytes it holds.
  var count: Int { (try? file.count) ?? 0 }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard count + bytes.count <= limit else { throw TooLarge() }
    do throws(Errno) {
      try file.append(bytes)
    } catch {
      throw StoreError(errno: error.rawValue)
    }
  }

  /// At most a number of bytes from an offset on; fewer only at the end.
  func bytes(_ count: Int, from offset: Int) throws -> [UInt8] {
    do throws(Errno) {
      return try file.read(count, from: offset)
    } catch {
      throw StoreError(errno: error.rawValue)
    }
  }

  /// All bytes.
  func bytes() throws -> [UInt8] {
    do throws(Errno) {
      let count = try file.count
      let bytes = try file.read(count, from: 0)
      guard bytes.count == count else { throw Errno.ioError }
      return bytes
    } catch {
      throw StoreError(errno: error.rawValue)
    }
  }
}

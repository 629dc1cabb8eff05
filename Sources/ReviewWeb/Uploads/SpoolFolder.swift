import Hummingbird
import NIOCore
import NIOPosix

/// The folder for bodies that are being received, each in an unlinked file. A pool's threads open and write the files,
/// so that no event loop waits for the disk.
struct SpoolFolder: Sendable {
  let path: String
  let pool: NIOThreadPool

  /// An empty file that takes a number of bytes.
  func makeFile(limit: Int) async throws -> SpoolFile {
    try await pool.runIfActive { [path] in try SpoolFile(in: path, limit: limit) }
  }

  /// Adds bytes at a file's end.
  func append(_ bytes: ByteBuffer, to file: SpoolFile) async throws {
    try await pool.runIfActive { try bytes.withUnsafeReadableBytes { try file.append($0) } }
  }

  /// Receives a whole body.
  ///
  /// - Parameter limit: the most bytes that are taken.
  func receive(_ body: RequestBody, limit: Int) async throws -> SpoolFile {
    let file = try await makeFile(limit: limit)
    for try await buffer in body { try await append(buffer, to: file) }
    return file
  }
}

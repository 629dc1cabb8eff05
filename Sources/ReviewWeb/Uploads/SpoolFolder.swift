import Hummingbird
import NIOCore
import NIOPosix

/// Where what comes in is kept until it has come: in files without names, opened and written by a pool's threads, so
/// that no event loop waits for the disk.
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

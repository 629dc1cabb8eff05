import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix

extension Response {
  /// A file to be kept, sent from a spool file piece by piece.
  ///
  /// - Parameters:
  ///   - name: the name under which browsers keep it, in ASCII.
  ///   - pool: the threads that read the disk.
  static func download(_ spool: SpoolFile, as name: String, type: String, pool: NIOThreadPool) -> Response {
    let count = spool.count
    let body = ResponseBody(contentLength: count) { writer in
      var offset = 0
      while offset < count {
        let start = offset
        let bytes = try await pool.runIfActive { try spool.bytes(65_536, from: start) }
        guard !bytes.isEmpty else { break }
        try await writer.write(ByteBuffer(bytes: bytes))
        offset += bytes.count
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""], body: body)
  }
}

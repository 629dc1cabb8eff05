import HTTPTypes
import Hummingbird
import ReviewStore

extension Response {
  /// A picture.
  static func picture(_ bytes: [UInt8]) -> Response {
    let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    return Response(
      status: .ok, headers: [.contentType: isPNG ? "image/png" : "image/jpeg", .contentDisposition: "inline"],
      body: .init(byteBuffer: .init(bytes: bytes)))
  }
}

extension Response {
  /// A thumbnail of a picture. Its browser may keep it for itself if the address names this very picture.
  static func thumbnail(_ bytes: [UInt8], of picture: StoredPicture, _ request: Request) throws -> Response {
    var response = Response.picture(bytes)
    if try request.query["v"] == picture.mark {
      response.headers[.cacheControl] = "private, max-age=31536000, immutable"
    }
    return response
  }
}

extension StoredPicture {
  /// What an address holds of the picture's content.
  fileprivate var mark: String { String(sha256.rawValue.prefix(12)) }

  /// The address of this very picture at a path: it changes with the picture, so that a browser never shows the one that
  /// was there before.
  func address(at path: String) -> String { "\(path)?v=\(mark)" }
}

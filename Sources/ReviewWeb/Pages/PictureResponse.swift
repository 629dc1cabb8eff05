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

extension StoredPicture {
  /// The address of this very picture at a path: it changes with the picture, so that a browser never shows the one that
  /// was there before.
  func address(at path: String) -> String { "\(path)?v=\(sha256.rawValue.prefix(12))" }
}

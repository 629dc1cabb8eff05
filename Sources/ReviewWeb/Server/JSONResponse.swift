import HTTPTypes
import Hummingbird
import Wording

extension Response {
  /// An answer to a program.
  static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: .init(byteBuffer: .init(string: value.description)))
  }
}

import Crypto
import Foundation

/// Signs requests by Amazon's Signature Version 4, with the whole payload in the signature.
struct RequestSigner {
  let key: AccessKey
  let region: String
  var service = "s3"

  /// A request as far as it is signed.
  struct Request {
    var method: String
    /// The path; its characters need no escaping, except those that the signer escapes.
    var path: String
    /// Names and values of the query, not escaped.
    var query: [(name: String, value: String)] = []
    /// Header fields with lower-case names, among them `host`.
    var headers: [(name: String, value: String)]
    /// The SHA-256 of the body in hexadecimal digits.
    var payload: String
  }

  /// A request with the fields that make it signed.
  func sign(_ request: Request, at date: Date) -> Request {
    var signed = request
    let time = Self.timestamp(date)
    signed.headers.append(("x-amz-content-sha256", request.payload))
    signed.headers.append(("x-amz-date", time))
    if let token = key.token { signed.headers.append(("x-amz-security-token", token)) }
    let headers = signed.headers.sorted { $0.name < $1.name }
    let names = headers.map(\.name).joined(separator: ";")
    let canonical = [
      request.method, Self.escaped(request.path, keeping: "/"), Self.text(of: request.query),
      headers.map { $0.name + ":" + $0.value.trimmingCharacters(in: .whitespaces) + "\n" }.joined(), names,
      request.payload,
    ].joined(separator: "\n")
    let day = String(time.prefix(8))
    let scope = [day, region, service, "aws4_request"].joined(separator: "/")
    let text = ["AWS4-HMAC-SHA256", time, scope, Self.sha256(Array(canonical.utf8))].joined(separator: "\n")
    var secret = Array("AWS4".utf8) + Array(key.secret.utf8)
    for part in [day, region, service, "aws4_request", text] {
      secret = Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: secret)))
    }
    signed.headers.append(
      (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=\(key.id)/\(scope),SignedHeaders=\(names),Signature=\(Self.hexadecimal(secret))"
      ))
    return signed
  }

  /// A query as it is signed and sent: escaped, and in the order of its names.
  static func text(of query: [(name: String, value: String)]) -> String {
    query.map { (escaped($0.name), escaped($0.value)) }.sorted { $0 < $1 }.map { $0 + "=" + $1 }
      .joined(separator: "&")
  }

  /// Escapes everything but letters, digits and `-._~`.
  static func escaped(_ text: String, keeping kept: String = "") -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8).union(kept.utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes += Array(hexadecimal([byte]).uppercased().utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The SHA-256 of bytes in hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

  /// Two lower-case hexadecimal digits for each byte.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A time as `20130524T000000Z`.
  private static func timestamp(_ date: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0)!
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    func two(_ value: Int?) -> String { String(String((value ?? 0) + 100).dropFirst()) }
    return String(parts.year ?? 0) + two(parts.month) + two(parts.day) + "T" + two(parts.hour) + two(parts.minute)
      + two(parts.second) + "Z"
  }
}

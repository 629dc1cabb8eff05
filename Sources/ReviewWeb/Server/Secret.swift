import Crypto
import Foundation

/// Words that nobody can guess, and marks that nobody can forge.
enum Secret {
  /// 32 random bytes in base64url: 43 characters.
  static func token() -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return base64URL(bytes)
  }

  /// Base64 with the URL alphabet and without padding (RFC 4648, 5).
  static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }
}

/// Signs short texts with a key that lives as long as the process, so that no secret is kept on a disk.
struct Signer: Sendable {
  private let key = SymmetricKey(size: .bits256)

  /// A text's mark: HMAC-SHA-256 over a purpose and the text.
  func mark(_ text: String, for purpose: String) -> String {
    Secret.base64URL(HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\u{0}\(text)".utf8), using: key))
  }

  /// Whether a mark is a text's. Takes as long for a wrong one as for the right one.
  func isMark(_ mark: String, of text: String, for purpose: String) -> Bool {
    let expected = Array(self.mark(text, for: purpose).utf8)
    let given = Array(mark.utf8)
    guard given.count == expected.count else { return false }
    return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

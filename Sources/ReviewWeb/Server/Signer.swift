import Crypto
import Foundation

/// Signs short texts: with the store's key where marks must outlive the process, else with one of the process, which is
/// on no disk.
struct Signer: Sendable {
  /// Has taken the key in already, which is half the work of a mark.
  private let keyed: HMAC<SHA256>

  /// - Parameter key: 32 bytes; nil for new ones.
  init(key: [UInt8]?) { keyed = HMAC(key: key.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256)) }

  /// A text's mark: HMAC-SHA-256 over a purpose and the text.
  func mark(_ text: String, for purpose: String) -> String {
    var code = keyed
    for part in [purpose, "\u{0}", text] {
      var part = part
      part.withUTF8 { code.update(data: UnsafeRawBufferPointer($0)) }
    }
    return code.finalize().withUnsafeBytes { Secret.base64URL($0) }
  }

  /// Whether a mark is a text's. Takes as long for a wrong one as for the right one.
  func isMark(_ mark: String, of text: String, for purpose: String) -> Bool {
    let expected = Array(self.mark(text, for: purpose).utf8)
    let given = Array(mark.utf8)
    guard given.count == expected.count else { return false }
    return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

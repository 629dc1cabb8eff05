import Crypto
import Foundation
import ReviewStore

/// Signs short texts, with the store's key when signatures must outlive the process, else with a random key in memory.
struct Signer: Sendable {
  /// The HMAC state after the key; starting from it halves the work.
  private let keyed: HMAC<SHA256>

  /// - Parameter key: 32 bytes; nil for new ones.
  init(key: [UInt8]?) { keyed = HMAC(key: key.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256)) }

  /// A text's mark: HMAC-SHA-256 over a purpose and the text.
  func mark(_ text: String, for purpose: String) -> String { Secret.base64URL(bytes(of: text, for: purpose)) }

  /// The 32 bytes of a mark.
  func bytes(of text: String, for purpose: String) -> [UInt8] {
    var code = keyed
    for part in [purpose, "\u{0}", text] {
      var part = part
      part.withUTF8 { code.update(data: UnsafeRawBufferPointer($0)) }
    }
    return code.finalize().withUnsafeBytes { Array($0) }
  }

  /// Whether a mark was made of a text; compares in constant time.
  func isMark(_ mark: String, of text: String, for purpose: String) -> Bool {
    Array(self.mark(text, for: purpose).utf8).isSame(as: Array(mark.utf8))
  }
}

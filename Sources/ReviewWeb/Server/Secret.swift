import Crypto
import Foundation

/// Words that nobody can guess, and marks that nobody can forge.
enum Secret {
  /// 32 random bytes in base64url: 43 characters.
  static func token() -> String {
    var generator = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
    return words.withUnsafeBytes { base64URL($0) }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Base64 with the URL alphabet and without padding (RFC 4648, 5). Every page asks for several; Foundation's, with
  /// its characters replaced afterwards, took longer than all the rest of a page.
  static func base64URL(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      var count = 0
      var bits: UInt32 = 0
      var held = 0
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        held += 8
        while held >= 6 {
          held -= 6
          text[count] = alphabet[Int(bits >> UInt32(held) & 63)]
          count += 1
        }
      }
      if held > 0 {
        text[count] = alphabet[Int(bits << UInt32(6 - held) & 63)]
        count += 1
      }
      return count
    }
  }
}

/// Signs short texts with a key that lives as long as the process, so that no secret is kept on a disk.
struct Signer: Sendable {
  /// Has taken the key in already, which is half the work of a mark.
  private let keyed = HMAC<SHA256>(key: SymmetricKey(size: .bits256))

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

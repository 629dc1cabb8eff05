import Crypto
import Foundation

/// The secret that a member of staff's authenticator app and the store share: 20 bytes, as RFC 4226 recommends.
public struct SecondFactorSecret: Sendable, Hashable {
  /// How many bytes it has.
  public static let length = 20

  /// The bytes.
  let bytes: [UInt8]

  /// A secret of given bytes; nil unless there are ``length`` of them.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  /// The secret as apps take it when it is typed: Base32 (RFC 4648, section 6), 32 characters.
  public var text: String { Base32.encoded(bytes, with: Base32.standard) }

  /// The address that a QR code carries to an app.
  ///
  /// - Parameters:
  ///   - account: the name that the app shows.
  ///   - issuer: whose account it is.
  public func address(account: String, issuer: String) -> String {
    func encoded(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
    }
    return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(text)&issuer=\(encoded(issuer))"
  }

  /// The characters of an address that stand for themselves (RFC 3986, section 2.3).
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// Codes of six digits that change every 30 seconds (TOTP, RFC 6238, with SHA-1, which all apps know).
enum TimeCode {
  /// Seconds for which one code is valid.
  static let period: Int64 = 30
  /// How many steps before and after the present one are accepted, for clocks that differ.
  static let window: Int64 = 1
  /// How many digits a code has.
  static let digits = 6

  /// The number of the step at a time.
  static func step(at now: Moment) -> Int64 { now.milliseconds / 1000 / period }

  /// The code of a step (HOTP, RFC 4226, section 5.3).
  static func code(of secret: [UInt8], at step: Int64, digits: Int = digits) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
    let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(code[code.count - 1] & 15)
    let number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The step of which a text is the code, within the window; nil when there is none. All steps are compared, so that the
  /// time tells nothing.
  static func step(of text: String, _ secret: SecondFactorSecret, at now: Moment) -> Int64? {
    let present = step(at: now)
    return (present - window...present + window).reduce(nil) { found, step in
      Array(code(of: secret.bytes, at: step).utf8).isSame(as: Array(text.utf8)) ? step : found
    }
  }
}

/// Codes that let a member of staff in once each, for when the app is out of reach.
enum RecoveryCode {
  /// How many there are.
  static let count = 10
  /// Characters of a code: 60 random bits.
  private static let length = 12

  /// A new code, in groups of four characters.
  static func new() -> String {
    let bits = (0..<length).map { _ in UInt8.random(in: 0..<32) }
    let text = Array(bits.map { Base32.readable[Int($0)] })
    return stride(from: 0, to: length, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
  }

  /// What was typed as a code is kept; nil when it cannot be one.
  static func normalized(_ typed: String) -> String? {
    let text = typed.withoutTypingSlips.uppercased().filter { $0 != "-" }
    return text.count == length && text.allSatisfy(Base32.readable.contains) ? text : nil
  }
}

/// Five bits a character.
private enum Base32 {
  static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  /// Without the letters that are taken for digits, or for one another: I, L, O and U.
  static let readable = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Bytes in an alphabet, without padding.
  static func encoded(_ bytes: [UInt8], with alphabet: [Character]) -> String {
    var text = ""
    var (bits, count) = (UInt32(0), 0)
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
    return text
  }
}

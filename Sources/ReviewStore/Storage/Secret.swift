import Crypto
import CryptoExtras
import Foundation

/// Hashes passwords and codes with scrypt (RFC 7914) and a random salt.
enum Secret {
  /// N = 2¹⁵, r = 8, p = 1: 32 MB and about 0.1 s per hash. That is acceptable for a sign-in and too slow for
  /// guessing.
  private static let rounds = 1 << 15

  /// The salted hash of a secret.
  static func hash(_ secret: String) throws -> String {
    let salt = [UInt8](random: 16)
    return "scrypt$\(rounds)$\(salt.hexadecimal)$\(try derive(secret, salt, rounds).hexadecimal)"
  }

  /// The salted hash of a password chosen by a person, after checking the password.
  ///
  /// - Throws: ``InputError/shortPassword``, ``InputError/weakPassword(_:)``.
  static func hash(password: String, of staff: Staff? = nil) throws -> String {
    try PasswordRules.check(password)
    if let staff { try PasswordRules.check(password, against: [staff.name.rawValue, staff.site ?? ""]) }
    return try hash(password)
  }

  /// The rounds for long one-time codes. With a ten-thousandth of the chance to guess one, 1/128 of the work is still
  /// more than enough, and thousands can be made at once.
  private static let roundsOfLongCodes = 1 << 8

  /// The salted hash of a ``longCode()``.
  static func hash(longCode: String) throws -> String {
    let salt = [UInt8](random: 16)
    let derived = try derive(longCode, salt, roundsOfLongCodes)
    return "scrypt$\(roundsOfLongCodes)$\(salt.hexadecimal)$\(derived.hexadecimal)"
  }

  /// Whether a secret matches a stored hash. It takes the same time for every wrong secret.
  static func matches(_ secret: String, _ kept: String) throws -> Bool {
    let parts = kept.split(separator: "$").map(String.init)
    guard parts.count == 4, parts[0] == "scrypt", let rounds = Int(parts[1]), let salt = [UInt8](hexadecimal: parts[2]),
      let expected = [UInt8](hexadecimal: parts[3])
    else { return false }
    let isSame = try derive(secret, salt, rounds).isSame(as: expected)
    // A hash of fewer rounds must not answer sooner: the time would tell that there is one.
    if rounds < Self.rounds { _ = try derive(secret, salt, Self.rounds) }
    return isSame
  }

  /// A random one-time code of eight digits.
  static func code() -> String { (0..<8).map { _ in String(Int.random(in: 0...9)) }.joined() }

  /// A random one-time code of twelve digits.
  static func longCode() -> String { (0..<12).map { _ in String(Int.random(in: 0...9)) }.joined() }

  private static func derive(_ secret: String, _ salt: [UInt8], _ rounds: Int) throws -> [UInt8] {
    try KDF.Scrypt.deriveKey(
      from: Array(secret.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8, parallelism: 1
    ).withUnsafeBytes { Array($0) }
  }
}

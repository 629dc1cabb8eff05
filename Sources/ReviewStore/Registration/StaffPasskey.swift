import Passkeys
import Wording

/// A passkey of a member of staff.
public struct StaffPasskey: Sendable, Hashable {
  /// The most that one person has.
  public static let most = 10

  /// The id by which the authenticator finds it.
  public let id: [UInt8]
  /// What its owner calls it.
  public let label: String
  /// Its public key.
  let key: PasskeyKey
  /// How often it had signed when it was last used.
  let counter: UInt32
  /// When it was added.
  public let added: Moment
  /// When it was last used; nil when it never was.
  public let used: Moment?

  /// What somebody may call a passkey, as it is kept.
  ///
  /// - Throws: ``InputError`` for a text that is too long, is missing, or has control characters.
  public static func label(_ typed: String) throws(InputError) -> String {
    try TextRules.checked(typed, Bilingual("passkey's name", "通行密钥名称"), atMost: TextLimits.passkey)
  }
}

extension PasskeyKey {
  /// The key as it is stored: `es256:` or `eddsa:`, and hexadecimal digits.
  var stored: String { "\(algorithm.word):\(bytes.hexadecimal)" }

  /// Reads a stored key.
  ///
  /// - Throws: ``PasskeyError/unsupportedKey``.
  init(stored text: String) throws {
    let parts = text.split(separator: ":").map(String.init)
    guard parts.count == 2, let algorithm = Algorithm.allCases.first(where: { $0.word == parts[0] }),
      let bytes = [UInt8](hexadecimal: parts[1])
    else { throw PasskeyError.unsupportedKey }
    try self.init(algorithm, bytes)
  }
}

extension PasskeyKey.Algorithm {
  fileprivate var word: String {
    switch self {
    case .es256: "es256"
    case .edDSA: "eddsa"
    }
  }
}

import Crypto
import Foundation
import Wording

/// The store's secret key for seals: 32 random bytes in a file beside the database.
///
/// Somebody who can change only the database cannot compute the seals of changed rows. Every backup contains the file,
/// so that a restored store can be used. The backups themselves are protected by ``BackupKey``, which is kept
/// elsewhere.
struct StoreKey: Sendable {
  /// The file's name in the store's folder. It contains 64 hexadecimal digits and a line break.
  static let fileName = "store.key"
  private static let bytes = 32

  /// The file's content.
  let text: String
  /// The HMAC state after the key; every seal starts from it.
  private let keyed: HMAC<SHA256>

  /// Parses a file's content; nil when it is not a key.
  init?(_ content: [UInt8]) {
    let text = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = [UInt8](hexadecimal: text), bytes.count == Self.bytes else { return nil }
    self.text = text + "\n"
    keyed = HMAC(key: SymmetricKey(data: bytes))
  }

  /// A new key.
  init() {
    let bytes = [UInt8](random: Self.bytes)
    text = bytes.hexadecimal + "\n"
    keyed = HMAC(key: SymmetricKey(data: bytes))
  }

  /// The key in a store's folder; nil when there is none.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` for a file that does not contain a key.
  static func load(from folder: String) throws -> StoreKey? {
    guard let content = try Durable.read(folder + "/" + fileName) else { return nil }
    guard let key = StoreKey(content) else {
      throw StoreError.damaged(Bilingual("\(fileName) holds no key", "\(fileName) 中没有密钥"))
    }
    return key
  }

  /// Writes the key into a store's folder, durably. If another process has written one meanwhile, that one is
  /// returned.
  func save(in folder: String) throws -> StoreKey {
    let file = try UnfinishedFile(becoming: folder + "/" + Self.fileName)
    defer { file.abandon() }
    try Durable.write(Array(text.utf8), to: file.descriptor)
    do {
      try file.finish()
      return self
    } catch StoreError.exists {
      return try StoreKey.load(from: folder) ?? self
    }
  }

  /// The HMAC-SHA-256 of some fields. Each field is preceded by its length, so that different fields never give the
  /// same bytes.
  func seal(_ purpose: String, _ fields: [String?]) -> String {
    var code = keyed
    var text = "\(purpose)\n"
    for field in fields { text += field.map { "\($0.utf8.count):\($0)\n" } ?? "-\n" }
    code.update(data: Data(text.utf8))
    return Data(code.finalize()).hexadecimal
  }

  /// The key that encrypts secrets which must be read again. It is derived from the store's key.
  private var cipherKey: SymmetricKey {
    SymmetricKey(data: [UInt8](hexadecimal: seal("encryption of secrets", [])) ?? [])
  }

  /// Encrypts a secret with AES-GCM and a random nonce: nonce, cipher text and tag as hexadecimal digits.
  ///
  /// - Parameters:
  ///   - purpose: what it is for.
  ///   - owner: whose it is. It cannot be decrypted as another's.
  func encrypted(_ secret: [UInt8], for purpose: String, of owner: String) throws -> String {
    try cipherKey.sealed(Data(secret), as: Self.context(purpose, owner)).hexadecimal
  }

  /// What was encrypted; nil when it was not made with this key for this purpose and owner.
  func decrypted(_ text: String, for purpose: String, of owner: String) -> [UInt8]? {
    [UInt8](hexadecimal: text).flatMap { cipherKey.opened($0, as: Self.context(purpose, owner)) }.map { Array($0) }
  }

  private static func context(_ purpose: String, _ owner: String) -> Data { Data("\(purpose)\n\(owner)".utf8) }

  /// The key that signs heads of the log. It is derived from the store's key, so that a restored store signs with the
  /// same key.
  private var signer: Curve25519.Signing.PrivateKey {
    get throws { try .init(rawRepresentation: [UInt8](hexadecimal: seal("heads of the log", [])) ?? []) }
  }

  /// The Ed25519 signature of a text, as hexadecimal digits.
  func signature(of text: String) throws -> String { try signer.signature(for: Data(text.utf8)).hexadecimal }

  /// Whether a text has this signature.
  func isSignature(_ signature: String, of text: String) -> Bool {
    guard let bytes = [UInt8](hexadecimal: signature) else { return false }
    return (try? signer.publicKey.isValidSignature(bytes, for: Data(text.utf8))) ?? false
  }

  /// The public key for these signatures, as hexadecimal digits.
  func publicKey() throws -> String { try signer.publicKey.rawRepresentation.hexadecimal }
}

/// A secret that signs backups and is kept apart from them.
public struct BackupKey: Sendable {
  /// The minimum number of bytes.
  static let shortest = 16
  private let key: SymmetricKey

  /// The key in a file: all its bytes, without trailing white space.
  ///
  /// - Throws: ``StoreError/shortKey``.
  public init(_ content: [UInt8]) throws(StoreError) {
    var bytes = content[...]
    while let last = bytes.last, [9, 10, 13, 32].contains(last) { bytes.removeLast() }
    guard bytes.count >= Self.shortest else { throw .shortKey }
    key = SymmetricKey(data: Array(bytes))
  }

  /// The beginning of a signature file; the HMAC follows as hexadecimal digits.
  private static let scheme = "hmac-sha256: "

  /// The signature file for a backup's manifest.
  func signature(of manifest: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Self.signed(manifest), using: key)
    return "\(Self.scheme)\(Data(code).hexadecimal)\n"
  }

  /// Whether a signature matches a manifest; compares in constant time.
  func isSignature(_ signature: [UInt8], of manifest: [UInt8]) -> Bool {
    let text = String(decoding: signature, as: UTF8.self)
    let digits = String(text.dropFirst(Self.scheme.count).dropLast())
    guard text.hasPrefix(Self.scheme), text.hasSuffix("\n"), let code = [UInt8](hexadecimal: digits),
      code.hexadecimal == digits
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.signed(manifest), using: key)
  }

  /// The bytes that are authenticated. Their prefix separates this use of the key from any other.
  private static func signed(_ manifest: [UInt8]) -> Data { Data("uploadprep backup\0".utf8) + Data(manifest) }
}

import Crypto
import Foundation

/// The public key of a passkey: ES256 (ECDSA on P-256 with SHA-256) or EdDSA (Ed25519).
public struct PasskeyKey: Sendable, Hashable {
  /// The kinds of keys, by their numbers in COSE (RFC 9053).
  public enum Algorithm: Int64, Sendable, CaseIterable {
    case es256 = -7
    case edDSA = -8
  }

  /// The kind of the key.
  public let algorithm: Algorithm
  /// The key: 64 bytes of a point's coordinates for ES256, 32 bytes for EdDSA.
  public let bytes: [UInt8]

  /// A key that was stored.
  ///
  /// - Throws: ``PasskeyError/unsupportedKey`` for bytes that are no such key, such as a point that is not on the curve.
  public init(_ algorithm: Algorithm, _ bytes: [UInt8]) throws(PasskeyError) {
    (self.algorithm, self.bytes) = (algorithm, bytes)
    do {
      switch algorithm {
      case .es256: _ = try P256.Signing.PublicKey(rawRepresentation: bytes)
      case .edDSA: _ = try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
      }
    } catch {
      throw .unsupportedKey
    }
  }

  /// The key of a COSE_Key (RFC 9052, section 7) that has what its kind needs and nothing else.
  init(_ cose: CBORValue) throws(PasskeyError) {
    guard let fields = cose.map, let number = fields[.number(3)]?.number, let algorithm = Algorithm(rawValue: number)
    else { throw .unsupportedKey }
    func coordinate(_ label: Int64) throws(PasskeyError) -> [UInt8] {
      guard let bytes = fields[.number(label)]?.bytes, bytes.count == 32 else { throw .unsupportedKey }
      return bytes
    }
    let (kind, curve) = (fields[.number(1)]?.number, fields[.number(-1)]?.number)
    switch algorithm {
    case .es256:
      guard kind == 2, curve == 1, fields.count == 5 else { throw .unsupportedKey }
      try self.init(.es256, coordinate(-2) + coordinate(-3))
    case .edDSA:
      guard kind == 1, curve == 6, fields.count == 4 else { throw .unsupportedKey }
      try self.init(.edDSA, coordinate(-2))
    }
  }

  /// Whether a signature of some bytes was made with the private key.
  func isValid(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
    switch algorithm {
    case .es256:
      guard let key = try? P256.Signing.PublicKey(rawRepresentation: self.bytes),
        let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: Data(bytes))
    case .edDSA:
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else { return false }
      return key.isValidSignature(signature, for: Data(bytes))
    }
  }
}

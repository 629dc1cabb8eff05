import Crypto
import Foundation

/// An authenticator with one key. Each part of what it answers can be changed before it is signed.
public struct StubAuthenticator: Sendable {
  /// Either kind of key.
  public enum Key: Sendable {
    case es256(P256.Signing.PrivateKey)
    case edDSA(Curve25519.Signing.PrivateKey)

    /// The COSE_Key of the public half.
    public var cose: [UInt8] {
      switch self {
      case .es256(let key):
        let point = [UInt8](key.publicKey.rawRepresentation)
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point[..<32] + [0x22, 0x58, 0x20]
          + point[32...]
      case .edDSA(let key):
        return [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20] + [UInt8](key.publicKey.rawRepresentation)
      }
    }

    func signature(of bytes: [UInt8]) throws -> [UInt8] {
      switch self {
      case .es256(let key): [UInt8](try key.signature(for: Data(bytes)).derRepresentation)
      case .edDSA(let key): [UInt8](try key.signature(for: Data(bytes)))
      }
    }
  }

  /// The key and its id.
  public var key: Key
  /// The id by which the key is found.
  public var id: [UInt8]
  /// The site for which it answers.
  public var site: String
  /// The page for which it answers.
  public var origin: String
  /// Somebody is there, and was checked.
  public var flags: UInt8 = 0x05
  /// How often it has signed.
  public var counter: UInt32 = 1
  /// Further members of the client data, such as `"crossOrigin":true`.
  public var more = ""

  /// An authenticator of a site.
  public init(_ key: Key = .es256(.init()), id: [UInt8] = Array(1...20), site: String, origin: String) {
    (self.key, self.id, self.site, self.origin) = (key, id, site, origin)
  }

  /// The client data that a browser makes.
  public func clientData(_ type: String, _ challenge: String) -> [UInt8] {
    let rest = more.isEmpty ? "" : "," + more
    return Array(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)"\#(rest)}"#.utf8)
  }

  /// The authenticator data without a new key.
  public func data(_ flags: UInt8? = nil) -> [UInt8] {
    [UInt8](SHA256.hash(data: Data(site.utf8))) + [flags ?? self.flags]
      + withUnsafeBytes(of: counter.bigEndian) { Array($0) }
  }

  /// The authenticator data with the new key.
  public func dataOfNew(cose: [UInt8]? = nil) -> [UInt8] {
    data(flags | 0x40) + [UInt8](repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id
      + (cose ?? key.cose)
  }

  /// The attestation object around authenticator data, in the format "none".
  public static func attestation(_ data: [UInt8]) -> [UInt8] {
    [0xa3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8) + [0xa0, 0x68]
      + Array("authData".utf8) + head(of: data) + data
  }

  /// The same with a signature of the new key.
  public func selfAttestation(_ data: [UInt8], clientData: [UInt8]) throws -> [UInt8] {
    let signature = try signature(data, clientData)
    let algorithm: UInt8 = if case .es256 = key { 0x26 } else { 0x27 }
    return [0xa3, 0x63] + Array("fmt".utf8) + [0x66] + Array("packed".utf8) + [0x67] + Array("attStmt".utf8)
      + [0xa2, 0x63] + Array("alg".utf8) + [algorithm, 0x63] + Array("sig".utf8) + [0x58, UInt8(signature.count)]
      + signature + [0x68] + Array("authData".utf8) + Self.head(of: data) + data
  }

  /// The head of a byte string, as short as possible.
  private static func head(of bytes: [UInt8]) -> [UInt8] {
    switch bytes.count {
    case 0..<24: [0x40 | UInt8(bytes.count)]
    case 24..<256: [0x58, UInt8(bytes.count)]
    default: [0x59, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)]
    }
  }

  /// The signature of authenticator data and client data.
  public func signature(_ data: [UInt8], _ clientData: [UInt8]) throws -> [UInt8] {
    try key.signature(of: data + SHA256.hash(data: Data(clientData)))
  }
}

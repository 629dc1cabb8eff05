import Crypto

/// The SHA-256 of a file, which identifies a picture: 64 lower-case hexadecimal digits.
public struct Digest: TypedName {
  /// The hexadecimal digits.
  public let rawValue: String

  /// A digest from its hexadecimal digits, which are not checked.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The SHA-256 of bytes.
  public init(of bytes: [UInt8]) { self.init(rawValue: SHA256.hash(data: bytes).hexadecimal) }
}

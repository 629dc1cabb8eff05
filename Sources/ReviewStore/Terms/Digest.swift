import Crypto

/// The SHA-256 of a file, by which the store knows a picture: 64 lower-case hexadecimal digits.
public struct Digest: TypedName {
  /// The digits.
  public let rawValue: String

  /// A digest from its digits.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The digest of bytes.
  init(of bytes: [UInt8]) { self.init(rawValue: SHA256.hash(data: bytes).hexadecimal) }
}

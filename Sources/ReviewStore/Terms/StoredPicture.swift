/// A stored picture: upright, within the policy's limits, watermarked, and identified by its content.
public struct StoredPicture: Sendable, Hashable {
  /// SHA-256 of the file; it also names the file.
  public let sha256: Digest
  /// The file's size in bytes.
  public let bytes: Int
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int

  /// A stored picture.
  public init(sha256: Digest, bytes: Int, width: Int, height: Int) {
    self.sha256 = sha256
    self.bytes = bytes
    self.width = width
    self.height = height
  }
}

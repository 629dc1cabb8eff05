/// What a portal accepts of a picture file.
public struct PictureLimits: Sendable, Hashable {
  /// The largest file, in bytes.
  public var maxBytes: Int
  /// The accepted formats.
  public var formats: Set<PictureFormat>
  /// The minimum number of pixels on the short side for a document to be legible.
  public var minShortSide: Int

  /// The limits of the five known portals: JPEG or PNG, at most 204,800 bytes (200 KB, counted as 1,024 bytes each).
  public init(maxBytes: Int = 204_800, formats: Set<PictureFormat> = [.jpeg, .png], minShortSide: Int = 200) {
    self.maxBytes = maxBytes
    self.formats = formats
    self.minShortSide = minShortSide
  }
}

/// What a portal accepts of a picture file.
public struct PictureLimits: Sendable, Hashable {
  /// The largest file, in bytes.
  public var maxBytes: Int
  /// The formats taken.
  public var formats: Set<PictureFormat>
  /// The fewest pixels on the short side at which a document can be read at all.
  public var minShortSide: Int

  /// The limits of the five known portals: 200k read generously as 204,800 bytes, JPEG or PNG.
  public init(maxBytes: Int = 204_800, formats: Set<PictureFormat> = [.jpeg, .png], minShortSide: Int = 200) {
    self.maxBytes = maxBytes
    self.formats = formats
    self.minShortSide = minShortSide
  }
}

/// A decoded picture as planes, the way JPEG stores it: one luma plane, and two chroma planes that may be subsampled.
///
/// Samples are full-range Y′CbCr with the ITU-R BT.601 matrix, as in JFIF (Y′ 0…255, Cb and Cr centred on 128), and
/// sRGB primaries and transfer function. A grey picture has no chroma planes.
public struct PlanarPicture: Sendable {
  /// The two chroma planes, both of the same size.
  public struct Chroma: Sendable {
    /// Cb, the blue-difference chroma.
    public var blue: Plane
    /// Cr, the red-difference chroma.
    public var red: Plane

    /// Creates a pair of planes, which must be of the same size.
    public init(blue: Plane, red: Plane) {
      precondition(blue.width == red.width && blue.height == red.height)
      self.blue = blue
      self.red = red
    }
  }

  /// The luma plane, at the picture's full size.
  public var luma: Plane
  /// The chroma planes, of ⌈width/`horizontal`⌉ × ⌈height/`vertical`⌉ samples; nil for a grey picture.
  public var chroma: Chroma?
  /// The number of luma columns per chroma column: 1 or 2.
  public let horizontalSubsampling: Int
  /// The number of luma rows per chroma row: 1 or 2.
  public let verticalSubsampling: Int

  /// Width in pixels.
  public var width: Int { luma.width }
  /// Height in pixels.
  public var height: Int { luma.height }

  /// Creates a picture from planes. The size of the chroma planes must match the subsampling.
  public init(luma: Plane, chroma: Chroma?, horizontalSubsampling: Int = 1, verticalSubsampling: Int = 1) {
    precondition((1...2).contains(horizontalSubsampling) && (1...2).contains(verticalSubsampling))
    if let chroma {
      precondition(chroma.blue.width == (luma.width + horizontalSubsampling - 1) / horizontalSubsampling)
      precondition(chroma.blue.height == (luma.height + verticalSubsampling - 1) / verticalSubsampling)
    }
    self.luma = luma
    self.chroma = chroma
    self.horizontalSubsampling = horizontalSubsampling
    self.verticalSubsampling = verticalSubsampling
  }
}

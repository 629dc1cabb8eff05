/// A decoded picture in the planes that JPEG itself uses: luma, and two chroma planes that may be smaller.
///
/// Values are full-range Y′CbCr after ITU-R BT.601 as JFIF prescribes it (Y′ 0…255, Cb and Cr centred on 128), of sRGB
/// colours. A picture without chroma is grey.
public struct PlanarPicture: Sendable {
  /// The two colour-difference planes, both of one size.
  public struct Chroma: Sendable {
    /// Cb, the difference to blue.
    public var blue: Plane
    /// Cr, the difference to red.
    public var red: Plane

    /// Two planes of the same size.
    public init(blue: Plane, red: Plane) {
      precondition(blue.width == red.width && blue.height == red.height)
      self.blue = blue
      self.red = red
    }
  }

  /// Luma, at the picture's full size.
  public var luma: Plane
  /// Chroma at ⌈width/`horizontal`⌉ × ⌈height/`vertical`⌉ samples; nil for a grey picture.
  public var chroma: Chroma?
  /// How many luma columns share one chroma column: 1 or 2.
  public let horizontalSubsampling: Int
  /// How many luma rows share one chroma row: 1 or 2.
  public let verticalSubsampling: Int

  /// Width in pixels.
  public var width: Int { luma.width }
  /// Height in pixels.
  public var height: Int { luma.height }

  /// A picture of given planes; the chroma planes' size must follow from the subsampling.
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

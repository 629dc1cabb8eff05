/// A rectangle of a picture, in fractions of the picture's sides, so that it holds for the picture at any size.
public struct PicturePart: Sendable, Hashable {
  /// The distance of the left edge from the picture's left edge, 0…1 of its width.
  public let left: Double
  /// The distance of the upper edge from the picture's upper edge, 0…1 of its height.
  public let top: Double
  /// The distance of the right edge from the picture's left edge.
  public let right: Double
  /// The distance of the lower edge from the picture's upper edge.
  public let bottom: Double

  /// The least fraction of a side.
  public static let leastFraction = 0.05
  /// The least side, in pixels of the photo.
  public static let leastPixels = 100

  /// A rectangle.
  ///
  /// - Throws: ``CropError/unusable`` unless all edges lie within the picture, left before right and upper before lower,
  ///   and each side is at least ``leastFraction`` of the picture's.
  public init(left: Double, top: Double, right: Double, bottom: Double) throws(CropError) {
    // The comparisons are false for a value that is no number. A little less is accepted, because 0.3 - 0.25 is.
    let least = Self.leastFraction - 1e-9
    guard left >= 0, top >= 0, right <= 1, bottom <= 1, right - left >= least, bottom - top >= least else {
      throw .unusable
    }
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  private init(unchecked left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  /// The same part of the picture after the picture was turned clockwise by a multiple of 90 degrees.
  public func turned(clockwise degrees: Int) -> PicturePart {
    switch ((degrees % 360) + 360) % 360 {
    case 90: PicturePart(unchecked: 1 - bottom, left, 1 - top, right)
    case 180: PicturePart(unchecked: 1 - right, 1 - bottom, 1 - left, 1 - top)
    case 270: PicturePart(unchecked: top, 1 - right, bottom, 1 - left)
    default: self
    }
  }
}

extension PlanarPicture {
  /// A part of the picture. Its edges are rounded so that they fall between samples of chroma.
  ///
  /// - Throws: ``CropError/tooSmall(width:height:)``.
  func cropped(to part: PicturePart) throws(CropError) -> PlanarPicture {
    func range(_ from: Double, _ to: Double, of count: Int, _ step: Int) -> Range<Int> {
      let start = min(Int((from * Double(count)).rounded()), count) / step * step
      let end = min(Int((to * Double(count)).rounded()), count)
      return start..<max(start, end)
    }
    let columns = range(part.left, part.right, of: width, horizontalSubsampling)
    let rows = range(part.top, part.bottom, of: height, verticalSubsampling)
    guard min(columns.count, rows.count) >= PicturePart.leastPixels else {
      throw .tooSmall(width: columns.count, height: rows.count)
    }
    func cropped(_ plane: Plane, _ across: Int, _ down: Int) -> Plane {
      plane.cropped(
        x: columns.lowerBound / across, y: rows.lowerBound / down, width: (columns.count + across - 1) / across,
        height: (rows.count + down - 1) / down)
    }
    let chroma = chroma.map { chroma in
      Chroma(
        blue: cropped(chroma.blue, horizontalSubsampling, verticalSubsampling),
        red: cropped(chroma.red, horizontalSubsampling, verticalSubsampling))
    }
    return PlanarPicture(
      luma: cropped(luma, 1, 1), chroma: chroma, horizontalSubsampling: horizontalSubsampling,
      verticalSubsampling: verticalSubsampling)
  }
}

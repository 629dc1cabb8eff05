import ImageKit
import ReviewStore

/// A photo as the adjusting page shows it: its size, and the page that was found in it.
struct PhotoLook: Sendable {
  /// Its width in pixels.
  let width: Int
  /// Its height in pixels.
  let height: Int
  /// The corners of the page in fractions of the sides, clockwise; nil if none was found.
  let corners: [PicturePoint]?

  /// The long side, in pixels, at which the page is looked for.
  private static let longSide = 1680

  /// Looks at a photo to which its EXIF orientation was applied.
  init(of photo: [UInt8], under policy: Policy) throws {
    var limits = DecodingLimits()
    limits.maxPixels = policy.pictures.maxPhotoPixels
    let decoded = try PictureDecoder(limits: limits).examine(photo, longSide: Self.longSide)
    let luma = decoded.upright().luma
    (width, height) = (luma.width, luma.height)
    corners = PageFinder.outline(in: luma)?.corners.map {
      PicturePoint($0.x / Double(luma.width), $0.y / Double(luma.height))
    }
  }

  private init(width: Int, height: Int, corners: [PicturePoint]?) {
    self.width = width
    self.height = height
    self.corners = corners
  }

  /// The same after the photo was turned clockwise.
  func turned(clockwise degrees: Int) -> PhotoLook {
    guard degrees >= 90 else { return self }
    let turned = PhotoLook(
      width: height, height: width, corners: corners?.map { PicturePoint(1 - $0.y, $0.x) })
    return turned.turned(clockwise: degrees - 90)
  }
}

import Foundation

/// A picture, and the same halved again and again, from which parts are sampled at any scale without aliasing.
struct PicturePyramid: Sendable {
  private let levels: [Plane]

  /// The picture's width, in pixels.
  var width: Double { Double(levels[0].width) }
  /// The picture's height, in pixels.
  var height: Double { Double(levels[0].height) }

  /// The pyramid of a picture.
  init(_ plane: Plane) {
    var levels = [plane]
    while let last = levels.last, min(last.width, last.height) >= 64, levels.count < 5 {
      levels.append(PlaneScaler.halve(last))
    }
    self.levels = levels
  }

  /// The part within four corners, clockwise from the upper left, as a plane of the given size. Beyond the picture's
  /// edge, the edge is repeated; nil where too little of the part is in the picture.
  func sampled(_ corners: [PicturePoint], width: Int, height: Int) -> Plane? {
    let fineness = max(
      (corners[1] - corners[0]).length / Double(width), (corners[3] - corners[0]).length / Double(height))
    let (x, y) = (-0.1 * self.width...1.1 * self.width, -0.1 * self.height...1.1 * self.height)
    guard fineness.isFinite, fineness > 0.05, corners.count(where: { x.contains($0.x) && y.contains($0.y) }) >= 2 else {
      return nil
    }
    // Halved as long as a pixel of the result then still covers a little less than a pixel.
    let index = min(levels.count - 1, max(0, Int(log2(fineness / 0.9).rounded(.down))))
    let scale = 1 / Double(1 << index)
    let homography = Homography(width: Double(width), height: Double(height), to: corners.map { $0 * scale })
    return levels[index].warped(homography, (1, 1), 0, width: width, height: height)
  }
}

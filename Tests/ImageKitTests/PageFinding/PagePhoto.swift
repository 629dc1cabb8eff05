@testable import ImageKit

/// A photo of a page on a table, drawn for tests: the page has a printed frame and lines of text.
struct PagePhoto {
  var width = 450
  var height = 600
  /// The page's corners, clockwise from the upper left.
  var corners: [PicturePoint]
  /// Brightness of the page, the table, and the print.
  var page = 225.0, table = 90.0, ink = 50.0
  /// The amplitude of the noise.
  var noise = 6.0
  /// The fraction of light that is missing at the right edge.
  var shade = 0.0
  /// Whether only the printed frame is drawn, without the edge of the page.
  var isOnlyFrame = false

  /// The photo's luma.
  var luma: Plane {
    var state: UInt64 = 7
    func grain() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return (Double(state % 2001) / 1000 - 1) * noise
    }
    let inverse = Self.inverse(of: Homography(width: 1, height: 1, to: corners))
    var plane = Plane(width: width, height: height)
    // Two samples at half steps per pixel. The row is computed once: tests are built without optimization.
    for y in 0..<height {
      var sums = [Double](repeating: 0, count: width)
      for dy in [0.25, 0.75] {
        for step in 0..<2 * width {
          let (x, y) = (Double(step) / 2 + 0.25, Double(y) + dy)
          let depth = inverse[6] * x + inverse[7] * y + inverse[8]
          let u = (inverse[0] * x + inverse[1] * y + inverse[2]) / depth
          sums[step / 2] += brightness(u, (inverse[3] * x + inverse[4] * y + inverse[5]) / depth)
        }
      }
      for x in 0..<width {
        let light = 1 - shade * Double(x) / Double(width)
        plane.samples[y * width + x] = UInt8(max(0, min(255, sums[x] / 4 * light + grain())))
      }
    }
    return plane
  }

  /// The brightness at a point of the page, with both coordinates from 0 to 1.
  private func brightness(_ u: Double, _ v: Double) -> Double {
    guard u >= 0, u <= 1, v >= 0, v <= 1 else { return isOnlyFrame ? page : table }
    // A blank margin, then a thin frame with lines of dashes inside.
    let edge = min(u, 1 - u, v, 1 - v)
    if edge < 0.05 { return page }
    if edge < 0.056 { return ink }
    return edge > 0.12 && Int(v * 60) % 3 == 0 && Int(u * 90) % 4 != 0 ? ink : page
  }

  /// The mapping from the photo to the page: the adjugate, which is the inverse up to a factor.
  private static func inverse(of homography: Homography) -> [Double] {
    let (start, step) = homography.row(0, 0)
    let down = homography.row(0, 1).start - start
    let (a, b, c) = ([step.x, step.y, step.z], [down.x, down.y, down.z], [start.x, start.y, start.z])
    func cross(_ p: [Double], _ q: [Double]) -> [Double] {
      [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]]
    }
    return cross(b, c) + cross(c, a) + cross(a, b)
  }
}

import Foundation

/// The true shape of a rectangle that is seen in perspective.
enum PageShape {
  /// Width by height of the page with an outline in a picture of a size.
  ///
  /// If the optical axis goes through the picture's middle, the camera's focal length and the ratio of the sides follow
  /// from the four corners (Zhang and He, "Whiteboard scanning and image enhancement", 2007). If the sides are nearly
  /// parallel, or no phone has the resulting focal length, the mean lengths of opposite sides are taken: then there is
  /// little perspective to correct.
  static func aspect(of outline: PageOutline, pictureWidth: Int, pictureHeight: Int) -> Double {
    let sides = outline.sides.map { ($0.to - $0.from).length }
    let plain = (sides[0] + sides[2]) / (sides[1] + sides[3])
    let middle = PicturePoint(Double(pictureWidth) / 2, Double(pictureHeight) / 2)
    let c = outline.corners.map { $0 - middle }
    guard let aspect = perspectiveAspect(c, longSide: Double(max(pictureWidth, pictureHeight))) else {
      return familiar(plain)
    }
    // A wrong ratio would stretch the page. Where the two estimates differ much, take the mean lengths of opposite
    // sides.
    return abs(log(aspect / plain)) < 0.35 ? familiar(aspect) : familiar(plain)
  }

  /// From the corners, clockwise from the upper left, relative to the optical axis.
  private static func perspectiveAspect(_ c: [PicturePoint], longSide: Double) -> Double? {
    let (m1, m2, m3, m4) = (c[0], c[1], c[3], c[2])
    func cross(_ a: PicturePoint, _ b: PicturePoint) -> SIMD3<Double> {
      SIMD3(a.y - b.y, b.x - a.x, a.x * b.y - a.y * b.x)
    }
    func dot(_ a: SIMD3<Double>, _ b: PicturePoint) -> Double { a.x * b.x + a.y * b.y + a.z }
    let k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3), k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2)
    let n2 = SIMD3(k2 * m2.x - m1.x, k2 * m2.y - m1.y, k2 - 1)
    let n3 = SIMD3(k3 * m3.x - m1.x, k3 * m3.y - m1.y, k3 - 1)
    guard abs(n2.z) > 0.02, abs(n3.z) > 0.02 else { return nil }
    let square = -(n2.x * n3.x + n2.y * n3.y) / (n2.z * n3.z)
    guard square > 0, (0.5...3).contains(square.squareRoot() / longSide) else { return nil }
    let width = (n2.x * n2.x + n2.y * n2.y) / square + n2.z * n2.z
    let height = (n3.x * n3.x + n3.y * n3.y) / square + n3.z * n3.z
    return height > 0 ? (width / height).squareRoot() : nil
  }

  /// Rounds a ratio to that of a known format if it is close: ISO 216 paper, identity cards (ISO/IEC 7810 ID-1).
  private static func familiar(_ aspect: Double) -> Double {
    let known = [1.41421, 85.6 / 53.98].flatMap { [$0, 1 / $0] }
    return known.first { abs(log(aspect / $0)) < 0.025 } ?? aspect
  }
}

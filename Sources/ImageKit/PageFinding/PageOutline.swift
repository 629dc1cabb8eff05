import Foundation

/// A point in a picture, in pixels from its upper left corner; whole numbers are the corners of pixels.
public struct PicturePoint: Sendable, Hashable {
  /// The distance to the right.
  public var x: Double
  /// The distance down.
  public var y: Double

  /// A point.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (a: PicturePoint, b: PicturePoint) -> PicturePoint { PicturePoint(a.x + b.x, a.y + b.y) }
  static func - (a: PicturePoint, b: PicturePoint) -> PicturePoint { PicturePoint(a.x - b.x, a.y - b.y) }
  static func * (a: PicturePoint, factor: Double) -> PicturePoint { PicturePoint(a.x * factor, a.y * factor) }
  /// The length of the vector.
  var length: Double { (x * x + y * y).squareRoot() }
  /// The area of the parallelogram of two vectors, positive when the second lies clockwise of the first.
  static func cross(_ a: PicturePoint, _ b: PicturePoint) -> Double { a.x * b.y - a.y * b.x }
}

/// The outline of a sheet or card in a picture.
public struct PageOutline: Sendable, Hashable {
  /// Its corners, clockwise from the upper left one.
  public let corners: [PicturePoint]
  /// The share of the outline where an edge was seen, 0…1.
  public let confidence: Double

  /// An outline of four corners, clockwise from the upper left one.
  init(corners: [PicturePoint], confidence: Double) {
    precondition(corners.count == 4)
    self.corners = corners
    self.confidence = confidence
  }

  /// The four sides, clockwise from the upper one, each from corner to corner.
  var sides: [(from: PicturePoint, to: PicturePoint)] { (0..<4).map { (corners[$0], corners[($0 + 1) % 4]) } }

  /// The enclosed area in square pixels.
  public var area: Double {
    sides.reduce(0) { $0 + PicturePoint.cross($1.from, $1.to) } / 2
  }

  /// By how many degrees the page is turned clockwise: the mean of its upper and lower side.
  public var tilt: Double {
    let direction = (corners[1] - corners[0]) + (corners[2] - corners[3])
    return atan2(direction.y, direction.x) * 180 / .pi
  }

  /// The same outline in a picture of another size.
  public func scaled(by factor: Double) -> PageOutline {
    PageOutline(corners: corners.map { $0 * factor }, confidence: confidence)
  }

  /// Whether all four angles lie between 50 and 130 degrees, as those of a page that is seen from in front do.
  var isConvex: Bool {
    (0..<4).allSatisfy { index in
      let before = corners[index] - corners[(index + 3) % 4], after = corners[(index + 1) % 4] - corners[index]
      let sine = PicturePoint.cross(before, after) / max(1e-9, before.length * after.length)
      let cosine = (before.x * after.x + before.y * after.y) / max(1e-9, before.length * after.length)
      return sine > 0 && abs(cosine) < 0.64
    }
  }
}

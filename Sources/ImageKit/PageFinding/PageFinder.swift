import Foundation

/// Finds a sheet or card that is wholly in the photo: four straight edges that enclose it, with the page brighter than
/// its surroundings (or darker) along all of them.
///
/// ```swift
/// let outline = PageFinder.outline(in: picture.luma)
/// ```
///
/// The result is nil unless the outline is certain. A frame printed on the page is not an outline, because both of its
/// sides are equally bright. Of several outlines, such as a card on a sheet, the largest that is clearly visible is
/// taken.
public struct PageFinder {
  /// The long side of the plane in which lines are searched, in pixels.
  private static let coarseSide = 420
  /// The long side of the plane in which corners are refined, in pixels.
  private static let fineSide = 1680
  /// The share of each side along which an edge must be found.
  private static let leastSide = 0.72
  /// The share of the whole outline along which an edge must be found: for a page brighter than its background, and for
  /// a darker one, which windows and screens resemble.
  private static let leastBright = 0.86, leastDark = 0.96
  /// The least share of the picture's area that a page covers.
  private static let leastArea = 0.12
  /// The lines tried for each side.
  private static let linesPerSide = 9

  /// The outline of the page in a plane of luma, in that plane's pixels; nil when there is none, or no certainty.
  public static func outline(in luma: Plane) -> PageOutline? {
    guard min(luma.width, luma.height) >= 100 else { return nil }
    let coarse = reduced(luma, to: coarseSide)
    guard let found = search(coarse) else { return nil }
    let fine = reduced(luma, to: fineSide)
    let placed = found.scaled(by: Double(fine.width) / Double(coarse.width))
    let factor = Double(luma.width) / Double(fine.width)
    return (SideFit(fine).fitted(placed) ?? placed).scaled(by: factor)
  }

  private static func reduced(_ plane: Plane, to longSide: Int) -> Plane {
    let factor = Double(longSide) / Double(max(plane.width, plane.height))
    guard factor < 1 else { return plane }
    return PlaneScaler.reduce(
      plane, width: max(1, Int((Double(plane.width) * factor).rounded())),
      height: max(1, Int((Double(plane.height) * factor).rounded())))
  }

  private static func search(_ plane: Plane) -> PageOutline? {
    let lines = EdgeLines.strongest(60, in: plane)
    var best: (outline: PageOutline, score: Double)?
    let contrast = SideContrast(plane)
    for isBright in [true, false] {
      // The upper side of a bright page grows brighter downwards, its right one to the left, and so on.
      let roles = (0..<4).map { side in
        lines.filter { line in
          let across = line.angle + (isBright ? 0 : .pi) - Double(side + 1) * .pi / 2
          return cos(across) > 0.76
        }.prefix(linesPerSide)
      }
      for top in roles[0] {
        for bottom in roles[2] where separation(top, bottom, plane) {
          for right in roles[1] {
            for left in roles[3] where separation(right, left, plane) {
              guard let outline = outline(top, right, bottom, left, plane) else { continue }
              let area = outline.area / Double(plane.width * plane.height)
              guard area >= leastArea, let seen = contrast.seen(outline, isBright: isBright, least: leastSide),
                seen >= (isBright ? leastBright : leastDark)
              else { continue }
              let score = seen + 0.25 * area.squareRoot()
              if score > best?.score ?? 0 {
                best = (PageOutline(corners: outline.corners, confidence: seen), score)
              }
            }
          }
        }
      }
    }
    return best?.outline
  }

  /// Whether two lines lie far enough apart to be opposite sides.
  private static func separation(_ a: EdgeLine, _ b: EdgeLine, _ plane: Plane) -> Bool {
    let x = Double(plane.width) / 2, y = Double(plane.height) / 2
    let near = a.distance - x * cos(a.angle) - y * sin(a.angle), far = b.distance - x * cos(b.angle) - y * sin(b.angle)
    return abs(near + far) > 0.15 * Double(min(plane.width, plane.height))
  }

  /// The outline that four lines make, if it lies within the picture.
  private static func outline(
    _ top: EdgeLine, _ right: EdgeLine, _ bottom: EdgeLine, _ left: EdgeLine, _ plane: Plane
  ) -> PageOutline? {
    guard let a = EdgeLine.crossing(left, top), let b = EdgeLine.crossing(top, right),
      let c = EdgeLine.crossing(right, bottom), let d = EdgeLine.crossing(bottom, left)
    else { return nil }
    let corners = [a, b, c, d]
    let (x, y) = (1...Double(plane.width) - 1, 1...Double(plane.height) - 1)
    guard corners.allSatisfy({ x.contains($0.x) && y.contains($0.y) }) else { return nil }
    let outline = PageOutline(corners: corners, confidence: 0)
    return outline.isConvex ? outline : nil
  }
}

import Foundation

/// Refines the sides of an outline: finds the steepest step across each side at many positions, and fits a
/// straight line to those that agree.
struct SideFit {
  private let plane: Plane

  /// Refines within a plane in which the outline is known to a few pixels.
  init(_ plane: Plane) {
    self.plane = plane
  }

  /// The outline with its sides moved onto the edges; nil when the edges are not found.
  func fitted(_ outline: PageOutline) -> PageOutline? {
    let reach = max(4, Double(max(plane.width, plane.height)) / 120)
    let lines = outline.sides.compactMap { fit($0.from, $0.to, reach: reach) }
    guard lines.count == 4 else { return nil }
    let corners = (0..<4).compactMap { Self.crossing(lines[($0 + 3) % 4], lines[$0]) }
    guard corners.count == 4 else { return nil }
    let result = PageOutline(corners: corners, confidence: outline.confidence)
    let moved = zip(corners, outline.corners).map { ($0 - $1).length }.max() ?? 0
    return result.isConvex && moved < 3 * reach ? result : nil
  }

  private typealias Line = (at: PicturePoint, along: PicturePoint)

  private func fit(_ from: PicturePoint, _ to: PicturePoint, reach: Double) -> Line? {
    let along = to - from, length = along.length
    let unit = along * (1 / max(1e-9, length)), inward = PicturePoint(-unit.y, unit.x)
    // Determine which side of the edge is brighter, over the whole length.
    let places = max(24, min(160, Int(length / 8)))
    let points = (0..<places).map { from + along * (0.03 + 0.94 * (Double($0) + 0.5) / Double(places)) }
    let step = points.reduce(0) { $0 + strip($1, inward, 2...reach) - strip($1, inward * -1, 2...reach) }
    let sign = step >= 0 ? 1.0 : -1.0
    var steps: [(position: Double, offset: Double)] = []
    for (index, point) in points.enumerated() {
      if let offset = steepest(at: point, inward, reach: reach, sign: sign) {
        steps.append(((Double(index) + 0.5) / Double(places) - 0.5, offset))
      }
    }
    guard steps.count >= places / 3 else { return nil }
    // Fit a line three times, each time without the outliers of the fit before.
    var kept = steps, line = (offset: 0.0, slope: 0.0)
    for tolerance in [reach, 2.5, 1.5] {
      let count = Double(kept.count)
      let meanAt = kept.reduce(0) { $0 + $1.position } / count, mean = kept.reduce(0) { $0 + $1.offset } / count
      let spread = kept.reduce(0) { $0 + ($1.position - meanAt) * ($1.position - meanAt) }
      let slope = kept.reduce(0) { $0 + ($1.position - meanAt) * ($1.offset - mean) } / max(1e-9, spread)
      line = (mean - slope * meanAt, slope)
      let near = steps.filter { abs($0.offset - line.offset - line.slope * $0.position) <= tolerance }
      guard near.count >= places / 4 else { break }
      kept = near
    }
    let middle = from + along * 0.5 + inward * line.offset
    return (middle, along * 0.94 + inward * line.slope)
  }

  /// The offset inward from a point at which the brightness step is largest, in pixels.
  private func steepest(at point: PicturePoint, _ inward: PicturePoint, reach: Double, sign: Double) -> Double? {
    var best = (offset: 0.0, step: 6.0)
    var samples: [Double] = []
    let half = Int(reach.rounded())
    for offset in -half - 2...half + 2 { samples.append(sample(point + inward * Double(offset))) }
    for index in 2..<samples.count - 2 {
      let step = (samples[index + 1] + samples[index + 2] - samples[index - 1] - samples[index - 2]) / 2 * sign
      if step > best.step { best = (Double(index - 2 - half), step) }
    }
    return best.step > 6 ? best.offset : nil
  }

  private func strip(_ point: PicturePoint, _ direction: PicturePoint, _ range: ClosedRange<Double>) -> Double {
    stride(from: range.lowerBound, through: range.upperBound, by: 2).reduce(0) { $0 + sample(point + direction * $1) }
  }

  /// The plane's value at a point, interpolated.
  private func sample(_ point: PicturePoint) -> Double {
    let x = min(max(point.x - 0.5, 0), Double(plane.width - 1)),
      y = min(max(point.y - 0.5, 0), Double(plane.height - 1))
    let left = Int(x), top = Int(y), right = min(left + 1, plane.width - 1), low = min(top + 1, plane.height - 1)
    let across = x - Double(left), down = y - Double(top)
    func value(_ x: Int, _ y: Int) -> Double { Double(plane.samples[y * plane.stride + x]) }
    let upper = value(left, top) * (1 - across) + value(right, top) * across
    let lower = value(left, low) * (1 - across) + value(right, low) * across
    return upper * (1 - down) + lower * down
  }

  private static func crossing(_ a: Line, _ b: Line) -> PicturePoint? {
    let determinant = PicturePoint.cross(a.along, b.along)
    guard abs(determinant) > 0.2 * a.along.length * b.along.length else { return nil }
    return a.at + a.along * (PicturePoint.cross(b.at - a.at, b.along) / determinant)
  }
}

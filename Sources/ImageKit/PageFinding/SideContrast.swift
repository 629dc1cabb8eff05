import Foundation

/// Measures along the sides of an outline whether the page differs in brightness from its surroundings.
struct SideContrast {
  private let plane: Plane
  /// The distances from a side, in pixels, at which samples are taken inside and outside.
  private static let offsets = SIMD4(1.5, 3, 5, 7)
  /// The width over which the darker side must stay dark, in pixels.
  private static let farther = [3.0, 5, 7, 10, 13]
  /// The least difference of brightness that counts as an edge.
  private static let least = 5.0
  /// The number of sample positions along a side.
  private static let places = 48

  /// Measures in a plane with a long side of a few hundred pixels.
  init(_ plane: Plane) {
    self.plane = plane
  }

  /// The share of the outline where an edge is seen, inside brighter or darker; nil when a side has less than `least`.
  func seen(_ outline: PageOutline, isBright: Bool, least: Double) -> Double? {
    var sum = 0.0
    // A coarse check rejects most outlines.
    for side in outline.sides where seen(side.from, side.to, isBright: isBright, places: 12) < least * 0.8 {
      return nil
    }
    for side in outline.sides {
      let share = seen(side.from, side.to, isBright: isBright, places: Self.places)
      guard share >= least else { return nil }
      sum += share
    }
    return sum / 4
  }

  /// The share of a side where the inner strip is brighter (or darker) than the outer one by enough.
  private func seen(_ from: PicturePoint, _ to: PicturePoint, isBright: Bool, places: Int) -> Double {
    let along = to - from
    // The outline runs clockwise, so the inside lies to the right of its direction.
    let inward = PicturePoint(-along.y, along.x) * (1 / max(1e-9, along.length))
    var seen = 0
    for place in 0..<places {
      let at = from + along * (0.02 + 0.96 * (Double(place) + 0.5) / Double(places))
      var inside = 0.0, outside = 0.0
      for index in 0..<4 {
        let offset = Self.offsets[index]
        inside += sample(at + inward * offset)
        outside += sample(at - inward * offset)
      }
      let step = (inside - outside) / 4 * (isBright ? 1 : -1)
      // The nearest pair tells a step edge from a gradual change.
      let nearest = (sample(at + inward * 2) - sample(at - inward * 2)) * (isBright ? 1 : -1)
      guard step >= Self.least, nearest >= Self.least * 0.6 else { continue }
      // The darker side must stay dark over some width: a printed line or a block of text does not.
      let (darker, bright) = isBright ? (inward * -1, inside / 4) : (inward, outside / 4)
      let isPrint = Self.farther.contains { sample(at + darker * $0) > bright - 3 }
      if !isPrint { seen += 1 }
    }
    return Double(seen) / Double(places)
  }

  /// The sample nearest to a point.
  private func sample(_ point: PicturePoint) -> Double {
    let x = min(max(Int(point.x), 0), plane.width - 1), y = min(max(Int(point.y), 0), plane.height - 1)
    return Double(plane.samples[y * plane.stride + x])
  }
}

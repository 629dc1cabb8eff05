import Foundation

/// A straight edge with one side brighter: all points with `x` cos `angle` + `y` sin `angle` = `distance`, brighter
/// where that is more.
struct EdgeLine {
  /// The direction across the line towards the brighter side, in radians.
  var angle: Double
  /// The distance from the origin, in pixels.
  var distance: Double
  /// The accumulated gradient along it (its Hough votes).
  var weight: Double

  /// Where two lines meet; nil when they are nearly parallel.
  static func crossing(_ a: EdgeLine, _ b: EdgeLine) -> PicturePoint? {
    let determinant = cos(a.angle) * sin(b.angle) - sin(a.angle) * cos(b.angle)
    guard abs(determinant) > 0.2 else { return nil }
    return PicturePoint(
      (a.distance * sin(b.angle) - b.distance * sin(a.angle)) / determinant,
      (b.distance * cos(a.angle) - a.distance * cos(b.angle)) / determinant)
  }
}

/// The strongest straight edges of a plane, by the Hough transform with the gradient's direction (Duda and Hart, 1972).
struct EdgeLines {
  /// The number of directions: one a degree.
  private static let directions = 360
  /// How many degrees the direction of a short edge may be off.
  private static let spread = 4

  /// At most `count` lines of a plane of a few hundred pixels, the strongest first.
  static func strongest(_ count: Int, in plane: Plane) -> [EdgeLine] {
    let centre = (x: Double(plane.width) / 2, y: Double(plane.height) / 2)
    let reach = Int((centre.x * centre.x + centre.y * centre.y).squareRoot()) + 2
    let bins = 2 * reach + 1
    var votes = [Float](repeating: 0, count: directions * bins)
    let (cosines, sines) = ((0..<directions).map { cos(radians($0)) }, (0..<directions).map { sin(radians($0)) })
    forEachEdge(of: plane) { x, y, gx, gy, strength in
      let direction = Int((atan2(Double(gy), Double(gx)) * 180 / .pi).rounded()) + directions
      let across = Double(x) + 0.5 - centre.x, down = Double(y) + 0.5 - centre.y
      for offset in -spread...spread {
        let direction = (direction + offset) % directions
        let bin = Int((across * cosines[direction] + down * sines[direction]).rounded()) + reach
        votes[direction * bins + bin] += strength * (1 - 0.15 * Float(abs(offset)))
      }
    }
    smooth(&votes, bins)
    // The best distance of every direction; after a pick only the directions that changed are searched again.
    var best = (0..<directions).map { strongest(in: votes, of: $0, bins) }
    var lines: [EdgeLine] = []
    while lines.count < count, let direction = best.indices.max(by: { best[$0].votes < best[$1].votes }),
      best[direction].votes > 0
    {
      let bin = best[direction].bin, angle = radians(direction)
      lines.append(
        EdgeLine(
          angle: angle, distance: Double(bin - reach) + centre.x * cos(angle) + centre.y * sin(angle),
          weight: Double(best[direction].votes)))
      // Votes near the picked line belong to the same edge.
      for offset in -5...5 {
        let other = (direction + offset + directions) % directions
        for near in max(0, bin - 4)...min(bins - 1, bin + 4) { votes[other * bins + near] = 0 }
        best[other] = strongest(in: votes, of: other, bins)
      }
    }
    return lines
  }

  private static func strongest(in votes: [Float], of direction: Int, _ bins: Int) -> (bin: Int, votes: Float) {
    var best = (bin: 0, votes: Float(0))
    for bin in 0..<bins where votes[direction * bins + bin] > best.votes {
      best = (bin, votes[direction * bins + bin])
    }
    return best
  }

  private static func radians(_ direction: Int) -> Double { Double(direction) * .pi / 180 }

  /// Votes of one edge spread over neighbouring distances.
  private static func smooth(_ votes: inout [Float], _ bins: Int) {
    for direction in 0..<directions {
      var before: Float = 0
      for bin in direction * bins..<(direction + 1) * bins - 1 {
        let here = votes[bin]
        votes[bin] = before / 2 + here + votes[bin + 1] / 2
        before = here
      }
    }
  }

  /// Passes every edge pixel with its gradient to a closure. The strength is capped, because a faint long edge matters
  /// more than a strong short one.
  private static func forEachEdge(
    of plane: Plane, _ body: (_ x: Int, _ y: Int, _ gx: Int, _ gy: Int, _ strength: Float) -> Void
  ) {
    let width = plane.width, height = plane.height, stride = plane.stride
    guard width > 4, height > 4 else { return }
    plane.samples.withUnsafeBufferPointer { samples in
      func gradient(_ at: Int) -> (Int, Int) {
        func sample(_ offset: Int) -> Int { Int(samples[at + offset]) }
        let gx =
          sample(1 - stride) + 2 * sample(1) + sample(1 + stride) - sample(-1 - stride) - 2 * sample(-1)
          - sample(stride - 1)
        let gy =
          sample(stride - 1) + 2 * sample(stride) + sample(stride + 1) - sample(-stride - 1) - 2 * sample(-stride)
          - sample(1 - stride)
        return (gx, gy)
      }
      for y in 1..<height - 1 {
        for x in 1..<width - 1 {
          let (gx, gy) = gradient(y * stride + x)
          let size = abs(gx) + abs(gy)
          // Four times the difference of two neighbours.
          guard size >= 16 else { continue }
          body(x, y, gx, gy, min(1, Float(size) / 96))
        }
      }
    }
  }
}

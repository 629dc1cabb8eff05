/// A row of characters in a plane: a box that may be tilted.
struct TextRow: Sendable {
  /// The middle of the box.
  var middle: PicturePoint
  /// The characters' height.
  var height: Double
  /// How far the row falls for each unit to the right.
  var slope: Double
  /// How much more ink the row has than what is above and below it.
  var contrast: Double
}

/// Finds rows of characters that are long compared with their height, as that of a card's number.
struct TextRowFinder {
  /// The length of the box that must be full of ink, in heights: the number of a card is 14 to 20 heights long.
  private static let length = 12.0
  /// The box consists of this many parts; the emptiest counts.
  private static let parts = 5
  /// A stronger edge counts no more: a few edges of a black thing must not look like a row of characters.
  private static let mostInk = 60

  private let width: Int
  private let height: Int
  private let ink: [UInt8]

  /// The ink in a plane: edges of upright strokes. An edge that runs along a row, as a card's does, is none.
  init(_ plane: Plane) {
    width = plane.width
    height = plane.height
    var ink = [UInt8](repeating: 0, count: plane.width * plane.height)
    let stride = plane.stride
    plane.samples.withUnsafeBufferPointer { samples in
      guard plane.width > 2, plane.height > 2 else { return }
      for y in 1..<plane.height - 1 {
        for x in 1..<plane.width - 1 {
          let at = y &* stride &+ x
          let across = abs(Int(samples[at &+ 1]) &- Int(samples[at &- 1]))
          let down = abs(Int(samples[at &+ stride]) &- Int(samples[at &- stride]))
          ink[y &* plane.width &+ x] = UInt8(min(max(across &- down / 2, 0), Self.mostInk))
        }
      }
    }
    self.ink = ink
  }

  /// The rows with the most contrast, each at another place; the best first.
  func rows(heights: [Double], slopes: [Double], atMost count: Int) -> [TextRow] {
    var found: [TextRow] = []
    for slope in slopes {
      let sums = PlaneSums(sheared(by: slope))
      for em in heights { found += rows(of: em, slope: slope, in: sums) }
    }
    found.sort { $0.contrast > $1.contrast }
    var best: [TextRow] = []
    for row in found where best.count < count {
      let isNew = best.allSatisfy { other in
        abs(row.middle.y - other.middle.y) > 0.6 * other.height || abs(row.middle.x - other.middle.x) > 8 * other.height
          || abs(row.height / other.height - 1) > 0.35
      }
      if isNew { best.append(row) }
    }
    return best
  }

  private func rows(of em: Double, slope: Double, in sums: PlaneSums) -> [TextRow] {
    let part = Int(em * Self.length / Double(Self.parts)), tall = Int(em.rounded())
    let long = part * Self.parts, gap = max(1, tall / 8), beside = max(2, tall / 2)
    guard long <= width, tall + 2 * (gap + beside) <= height, part > 1 else { return [] }
    var found: [TextRow] = []
    for y in stride(from: gap + beside, through: height - tall - gap - beside, by: max(1, tall / 4)) {
      for x in stride(from: 0, through: width - long, by: max(1, tall / 2)) {
        var least = Double.infinity
        for index in 0..<Self.parts {
          let left = x + index * part, right = left + part
          let inside = sums.mean(left, y, right, y + tall)
          let above = sums.mean(left, y - gap - beside, right, y - gap)
          let below = sums.mean(left, y + tall + gap, right, y + tall + gap + beside)
          least = min(least, inside - max(above, below) - 0.25 * min(above, below))
          if least < 1.5 { break }
        }
        guard least >= 1.5 else { continue }
        let middle = Double(x) + Double(long) / 2
        found.append(
          TextRow(
            middle: PicturePoint(middle, Double(y) + Double(tall) / 2 + slope * (middle - Double(width) / 2)),
            height: em, slope: slope, contrast: least))
      }
    }
    // Only the best of each slope and height are worth comparing.
    return Array(found.sorted { $0.contrast > $1.contrast }.prefix(60))
  }

  /// The ink with each column moved up by what a row of this slope has fallen there.
  private func sheared(by slope: Double) -> Plane {
    var moved = [UInt8](repeating: 0, count: width * height)
    for x in 0..<width {
      let fall = Int((slope * (Double(x) + 0.5 - Double(width) / 2)).rounded())
      for y in max(0, -fall)..<max(max(0, -fall), min(height, height - fall)) {
        moved[y * width + x] = ink[(y + fall) * width + x]
      }
    }
    return Plane(width: width, height: height, stride: width, samples: moved)
  }
}

/// The sums of a plane's samples above and left of each place, for means of boxes.
private struct PlaneSums {
  private let width: Int
  private let height: Int
  private let sums: [Int32]

  init(_ plane: Plane) {
    width = plane.width
    height = plane.height
    let line = plane.width + 1
    var sums = [Int32](repeating: 0, count: line * (plane.height + 1))
    for y in 0..<plane.height {
      var row: Int32 = 0
      for x in 0..<plane.width {
        row &+= Int32(plane.samples[y * plane.stride + x])
        sums[(y + 1) * line + x + 1] = sums[y * line + x + 1] &+ row
      }
    }
    self.sums = sums
  }

  /// The mean of a box, or of its part within the plane.
  func mean(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) -> Double {
    let left = max(0, x0), top = max(0, y0), right = min(width, x1), bottom = min(height, y1)
    guard right > left, bottom > top else { return 0 }
    let line = width + 1
    let sum =
      sums[bottom * line + right] &- sums[top * line + right] &- sums[bottom * line + left] &+ sums[top * line + left]
    return Double(sum) / Double((right - left) * (bottom - top))
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func cosine(_ radians: Double) -> Double { cos(radians) }
func sine(_ radians: Double) -> Double { sin(radians) }

/// Where the copies of a line stand: staggered rows along a diagonal, a lattice with one copy in the picture's middle.
///
/// The proportions of the lattice, in em, are fixed, so that every picture's pattern looks alike; only its scale follows
/// the picture. It is the largest at which **every crop of a third of the width by a third of the height holds a whole
/// copy**. A copy whose box is W × H lies within a crop of w × h exactly if its centre lies within a window of
/// (w−W) × (h−H), so the promise is that no window of that size misses the lattice.
struct StampPattern: Sendable {
  /// Extent of a line's ink, in em.
  struct Line: Sendable {
    /// Along the baseline.
    var length: Double
    /// Across it.
    var height: Double
  }

  /// Room between the end of one copy and the start of the next in its row, in em.
  static let gap = 3.0
  /// From one row's middle to the next one's, in em.
  static let rowPitch = 4.5
  /// Lines up to this length, in em, keep the promise. A longer one would become too small to read and stays at
  /// `smallest` of this one's size.
  static let promisedLength = 10.0
  /// The least size of a long line, against that of a line of `promisedLength`.
  static let smallest = 0.6

  /// Width of the picture in pixels.
  let width: Int
  /// Height of the picture in pixels.
  let height: Int
  /// Extent of the line's ink in em.
  let line: Line
  /// Radians by which the line rises to the right; negative if it falls.
  let angle: Double
  /// Pixels an em.
  let emSize: Double
  /// From one copy to the next in its row, in pixels, y down.
  let step: SIMD2<Double>
  /// From one row to the next, half a step further along, in pixels, y down.
  let rowStep: SIMD2<Double>
  /// Where the copy nearest to the picture's middle stands.
  let origin: SIMD2<Double>

  /// The pattern of a line for a picture of given size.
  init(width: Int, height: Int, line: Line, falling: Bool = false) {
    let reference = Line(length: Self.promisedLength, height: max(1, line.height))
    // 30° is a diagonal that reads easily. Long strips hold larger text at a flatter or a steeper angle.
    var best = (angle: 0.0, emSize: 0.0)
    for (degrees, favour) in [(30.0, 1.2), (20.0, 1.0), (60.0, 1.0)] {
      let angle = degrees * .pi / 180
      let emSize = Self.largestEm(width: width, height: height, line: reference, angle: angle)
      if emSize * favour > best.emSize { best = (angle, emSize * favour) }
    }
    let angle = best.angle
    var emSize = Self.largestEm(width: width, height: height, line: reference, angle: angle)
    if line.length > reference.length {
      let kept = Self.largestEm(width: width, height: height, line: line, angle: angle)
      let whole = Self.largestEmOfOneCopy(width: width, height: height, line: line, angle: angle)
      emSize = max(kept, min(emSize * Self.smallest, whole))
    }
    let lattice = Self.lattice(line: line, angle: angle, emSize: emSize)
    let mirror = SIMD2(1.0, falling ? -1.0 : 1.0)
    self.width = width
    self.height = height
    self.line = line
    self.angle = falling ? -angle : angle
    self.emSize = emSize
    step = lattice.step * mirror
    rowStep = lattice.rowStep * mirror
    // A second, falling stamp is moved half a row aside, so that the middles of the two do not meet.
    origin = SIMD2(Double(width), Double(height)) / 2 + (falling ? rowStep / 2 : .zero)
  }

  /// Width and height of the upright box around one copy, in pixels.
  var copyBox: SIMD2<Double> { Self.box(of: line, angle: abs(angle)) * emSize }

  /// The centres of all copies of which any part can lie within the picture, row after row.
  var centres: [SIMD2<Int>] {
    let half = copyBox / 2 + 1
    let size = SIMD2(Double(width), Double(height))
    let reach = (size * size).sum().squareRoot() / 2 + (half * half).sum().squareRoot()
    let stepLength = (step * step).sum().squareRoot()
    let rows = Int(reach / (Self.rowPitch * emSize)) + 2
    var found: [SIMD2<Int>] = []
    for row in -rows...rows {
      // Rows far away lean on a starting point far along; only copies near the middle's projection matter.
      let start = origin + rowStep * Double(row)
      let toMiddle = (size / 2 - start) * step
      let nearest = Int((toMiddle.sum() / (stepLength * stepLength)).rounded())
      let count = Int(reach / stepLength) + 2
      for i in nearest - count...nearest + count {
        let centre = start + step * Double(i)
        guard all(centre + half .> .zero), all(centre - half .< size) else { continue }
        found.append(SIMD2(Int(centre.x.rounded()), Int(centre.y.rounded())))
      }
    }
    return found
  }

  // MARK: Keeping the promise

  /// The upright box around a line of one em, in em.
  private static func box(of line: Line, angle: Double) -> SIMD2<Double> {
    let (c, s) = (cos(angle), sin(angle))
    return SIMD2(line.length * c + line.height * s, line.length * s + line.height * c)
  }

  private static func lattice(
    line: Line, angle: Double, emSize: Double
  ) -> (step: SIMD2<Double>, rowStep: SIMD2<Double>) {
    let along = SIMD2(cos(angle), -sin(angle))
    let down = SIMD2(sin(angle), cos(angle))
    let step = along * ((line.length + gap) * emSize)
    return (step, step / 2 + down * (rowPitch * emSize))
  }

  /// The largest em at which every crop of a third by a third holds a whole copy, in pixels.
  private static func largestEm(width: Int, height: Int, line: Line, angle: Double) -> Double {
    // A pixel on each side for centres that are rounded to pixels and edges that are antialiased.
    let crop = SIMD2(Double(width / 3 - 2), Double(height / 3 - 2))
    var low = 0.0
    var high = min(crop.x, crop.y)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      if everyCrop(crop, holds: line, angle: angle, emSize: middle) { low = middle } else { high = middle }
    }
    return max(low, 1)
  }

  /// The largest em at which one copy fits into the picture, in pixels.
  private static func largestEmOfOneCopy(width: Int, height: Int, line: Line, angle: Double) -> Double {
    let box = box(of: line, angle: angle)
    return min(Double(width) / box.x, Double(height) / box.y)
  }

  /// Whether every window of crop − copy holds a point of the lattice.
  ///
  /// A window that misses the lattice can be moved up until its lower side touches a point, and all points are alike.
  /// So it is enough to look at the windows that stand on the origin: the widest of them reaches from the nearest point
  /// on the left to the nearest on the right among those within its height.
  private static func everyCrop(_ crop: SIMD2<Double>, holds line: Line, angle: Double, emSize: Double) -> Bool {
    let window = crop - box(of: line, angle: angle) * emSize
    guard window.x > 0, window.y > 0 else { return false }
    let (step, rowStep) = lattice(line: line, angle: angle, emSize: emSize)
    let reach = (window * window).sum().squareRoot()
    let stepLength = (step * step).sum().squareRoot()
    let rows = Int(reach / (rowPitch * emSize)) + 1
    var (left, right) = (-Double.infinity, Double.infinity)
    for row in -rows...rows {
      let start = rowStep * Double(row)
      let nearest = -Int(((start * step).sum() / (stepLength * stepLength)).rounded())
      let count = Int(reach / stepLength) + 1
      for i in nearest - count...nearest + count {
        let point = start + step * Double(i)
        guard point.y > 1e-9, point.y <= window.y else { continue }
        if point.x > 1e-9 { right = min(right, point.x) }
        if point.x < -1e-9 { left = max(left, point.x) }
      }
    }
    return right - left <= window.x
  }
}

import Foundation

/// The positions of the copies of a line: a lattice of staggered rows along a diagonal, with one copy in the picture's
/// middle.
///
/// The space between copies and between rows is fixed in em, so that the pattern looks alike in every picture; its
/// scale, slope and stagger depend on the picture. They are those with the largest text at which **every crop of a
/// third of the width by a third of the height holds a whole copy**. A copy whose box is W × H lies within a crop of w
/// × h exactly if its centre lies within a window of (w−W) × (h−H), so every window of that size must contain a point
/// of the lattice.
struct StampPattern: Sendable {
  /// Extent of a line's ink, in em.
  struct Line: Sendable {
    /// Along the baseline.
    var length: Double
    /// Across it.
    var height: Double
  }

  /// Room between the end of one copy and the start of the next in its row, in em.
  static let gap = 4.0
  /// From one row's middle to the next one's, in em.
  static let rowPitch = 4.5
  /// Lines up to this length, in em, are in every crop. A longer one would become too small to read; its size is at
  /// least `smallest` times that of a line of this length.
  static let promisedLength = 9.5
  /// The least size of a longer line, relative to a line of `promisedLength`.
  static let smallest = 0.6

  /// Width of the picture in pixels.
  let width: Int
  /// Height of the picture in pixels.
  let height: Int
  /// Extent of the line's ink in em.
  let line: Line
  /// How the line rises, and how the rows shift.
  private let slant: Slant
  /// Whether the line falls to the right instead of rising.
  private let falling: Bool
  /// Pixels an em.
  let emSize: Double

  /// The pattern of a line for a picture of given size.
  init(width: Int, height: Int, line: Line, falling: Bool = false) {
    // A pixel on each side for centres that are rounded to pixels and edges that are antialiased.
    let crop = SIMD2(Double(width / 3 - 2), Double(height / 3 - 2))
    let promised = Line(length: max(Self.promisedLength, line.length), height: max(1, line.height))
    var (slant, emSize) = Self.largest(promised, inEvery: crop)
    if line.length > Self.promisedLength {
      let usual = Self.largest(Line(length: Self.promisedLength, height: promised.height), inEvery: crop)
      let box = Self.box(of: line, angle: usual.slant.angle)
      let whole = min(Double(width) / box.x, Double(height) / box.y)
      let readable = min(usual.emSize * Self.smallest, whole)
      if readable > emSize { (slant, emSize) = (usual.slant, readable) }
    }
    self.width = width
    self.height = height
    self.line = line
    self.slant = slant
    self.falling = falling
    self.emSize = max(1, emSize)
  }

  /// Radians by which the line rises to the right; negative if it falls.
  var angle: Double { falling ? -slant.angle : slant.angle }

  /// Width and height of the upright box around one copy, in pixels.
  var copyBox: SIMD2<Double> { Self.box(of: line, angle: slant.angle) * emSize }

  /// The centres of all copies of which any part can lie within the picture, row after row.
  var centres: [SIMD2<Int>] {
    let lattice = Lattice(slant, line: line, emSize: emSize)
    let half = copyBox / 2 + StampMask.softness * 2 * emSize + 1
    let size = SIMD2(Double(width), Double(height))
    // A second, falling stamp is shifted by half a row, so that the two do not cross in the picture's middle.
    let middle = falling ? lattice.rowStep / 2 : .zero
    return lattice.points(near: middle, within: size / 2 + half).map { point in
      let centre = size / 2 + (point - middle) * SIMD2(1, falling ? -1 : 1)
      return SIMD2(Int(centre.x.rounded()), Int(centre.y.rounded()))
    }
  }

  // MARK: Keeping the promise

  /// A lattice's slope and stagger, independent of its scale.
  fileprivate struct Slant {
    /// Radians by which the rows rise.
    var angle: Double
    /// How far each row is shifted against the one above it, as a share of the way from copy to copy.
    var stagger: Double
  }

  /// A line between 25° and 35° is easy to read. Flatter or steeper ones are used for long strips, if they allow
  /// considerably larger text.
  private static let slants: [(slant: Slant, worth: Double)] = {
    let angles: [(degrees: Double, worth: Double)] = [(25, 1), (30, 1), (35, 1), (20, 0.9), (45, 0.9), (60, 0.85)]
    let staggers: [Double] = [1.0 / 2, 2.0 / 5, 3.0 / 5, 1.0 / 3, 2.0 / 3, 1.0 / 4, 3.0 / 4]
    return angles.flatMap { angle in
      staggers.map { (Slant(angle: angle.degrees * .pi / 180, stagger: $0), angle.worth) }
    }
  }()

  /// The slant with the largest em, in pixels, at which every crop holds a whole copy.
  private static func largest(_ line: Line, inEvery crop: SIMD2<Double>) -> (slant: Slant, emSize: Double) {
    var best = (slant: slants[0].slant, emSize: 0.0, worth: 1.0)
    let greatest = min(crop.x, crop.y)
    for (slant, worth) in slants {
      // Only a slant that beats the best so far is worth the search.
      var low = max(best.emSize * best.worth / worth, greatest / 64)
      guard everyCrop(crop, holds: line, slant, emSize: low * 1.001) else { continue }
      var high = greatest
      while high - low > 0.002 * high {
        let middle = (low + high) / 2
        if everyCrop(crop, holds: line, slant, emSize: middle) { low = middle } else { high = middle }
      }
      best = (slant, low, worth)
    }
    return (best.slant, best.emSize)
  }

  /// The upright box around a line of one em, in em.
  private static func box(of line: Line, angle: Double) -> SIMD2<Double> {
    let (c, s) = (cos(angle), sin(angle))
    return SIMD2(line.length * c + line.height * s, line.length * s + line.height * c)
  }

  /// Whether every window of crop − copy holds a point of the lattice.
  ///
  /// A window that misses the lattice can be moved up until its lower side touches a point, and all points are alike.
  /// So it is enough to look at the windows that stand on the origin: the widest of them reaches from the nearest point
  /// on the left to the nearest on the right among those within its height.
  private static func everyCrop(_ crop: SIMD2<Double>, holds line: Line, _ slant: Slant, emSize: Double) -> Bool {
    let window = crop - box(of: line, angle: slant.angle) * emSize
    guard window.x > 0, window.y > 0 else { return false }
    var (left, right) = (-window.x, window.x)
    for point in Lattice(slant, line: line, emSize: emSize).points(near: .zero, within: window)
    where point.y > 1e-9 {
      if point.x > 1e-9 { right = min(right, point.x) }
      if point.x < -1e-9 { left = max(left, point.x) }
    }
    return right - left <= window.x
  }

  /// The points i·step + j·rowStep, in pixels, y down.
  private struct Lattice {
    /// From one copy to the next in its row.
    let step: SIMD2<Double>
    /// From one row to the next.
    let rowStep: SIMD2<Double>

    init(_ slant: Slant, line: Line, emSize: Double) {
      let (c, s) = (cos(slant.angle), sin(slant.angle))
      step = SIMD2(c, -s) * ((line.length + StampPattern.gap) * emSize)
      rowStep = step * slant.stagger + SIMD2(s, c) * (StampPattern.rowPitch * emSize)
    }

    /// The points whose distance from `middle` is at most `reach` in x and in y, row after row.
    func points(near middle: SIMD2<Double>, within reach: SIMD2<Double>) -> [SIMD2<Double>] {
      // Solving for j with the step's own direction gone: cross(p, step) = j · cross(rowStep, step).
      func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
      let area = cross(rowStep, step)
      let middleRow = cross(middle, step) / area
      let rowReach = (reach.x * abs(step.y) + reach.y * abs(step.x)) / abs(area)
      var found: [SIMD2<Double>] = []
      let firstRow = Int((middleRow - rowReach).rounded(.up))
      let lastRow = Int((middleRow + rowReach).rounded(.down))
      guard firstRow <= lastRow else { return [] }
      for row in firstRow...lastRow {
        let start = rowStep * Double(row) - middle
        // step.x > 0 because no line is upright.
        let first = Int(((-reach.x - start.x) / step.x).rounded(.up))
        let last = Int(((reach.x - start.x) / step.x).rounded(.down))
        guard first <= last else { continue }
        for i in first...last {
          let point = start + step * Double(i)
          if abs(point.y) <= reach.y { found.append(point + middle) }
        }
      }
      return found
    }
  }
}

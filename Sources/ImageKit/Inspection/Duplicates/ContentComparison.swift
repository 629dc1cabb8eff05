/// Whether two pictures of the same layout hold the same content, as far as their details show it.
///
/// The second page is laid over the first, block by block of print that is on both. Then small windows that hold print on
/// both pages are compared. Where light, contrast, coding or a stamp alone differ, the print of one page is found in the
/// other's; where something else was filled in, it is not. Only windows with print of like strength on both pages count, for
/// a stamp adds ink and removes none.
///
/// Where print is too small or too pale for a detail to show it, or the pages cannot be laid over each other, nothing can be
/// told, and they count as the same. So do pages that differ in a digit or two.
struct ContentComparison {
  /// Half a window's sides, in pixels, the middle left out: a window holds about a character of print.
  private static let reach = (x: 4, y: 3)
  /// The least standard deviation of print, as a share of the paper's light. A stamp on paper has up to 0.06.
  private static let leastPrint: Float = 0.12
  /// So many times as strong as one page's print the other's may be.
  private static let mostRatio: Float = 2
  /// Where less of the weaker print is found in the other's, it is other print.
  private static let leastCommon: Float = 0.5
  /// How many windows beside each other, two pixels apart, must hold other print.
  private struct Limits {
    /// Seen from either page.
    let fromBoth: Int
    /// Seen from one, which then needs no second look.
    let fromOne: Int

    /// Where nearly all windows agree well. Of another name there are mostly 4 to 16.
    static let clear = Limits(fromBoth: 4, fromOne: 12)
    /// Where many windows agree badly, as over drawings in another light or under a stamp. On the same page there are up to
    /// 10 then, and 30 with a stamp; where all values of a form differ, 46 and more.
    static let noisy = Limits(fromBoth: 12, fromOne: 40)
  }
  /// The least correlation that all windows but one in twenty have on a clear pair: it is 0.98 on forms in which a name
  /// differs, and 0.71 to 0.90 on the same page where that is noisy.
  private static let leastClear: Float = 0.95
  /// What is paper on one page, and more than paper on the other, in more than such a share of the paper is a stamp.
  private static let leastStamp = 0.1
  /// The least median of the windows' correlations, for the others to tell anything.
  private static let leastAgreement: Float = 0.75

  private let first: Plane

  /// A comparison of one page with others.
  init(of page: Plane) { first = page }

  /// How many windows beside each other differ on a page that holds the same; nil where it holds something else.
  func difference(fromSame second: Plane) -> Int? {
    let seen = difference(from: second)
    if seen.windows >= seen.limits.fromOne { return nil }
    if seen.windows < seen.limits.fromBoth || seen.isStamped { return seen.windows }
    let back = ContentComparison(of: second).difference(from: first)
    return back.windows < back.limits.fromBoth ? seen.windows : nil
  }

  /// What is seen of another page.
  private struct Difference {
    /// How many windows beside each other hold other print.
    var windows = 0
    /// Whether one page alone bears a stamp.
    var isStamped = false
    var limits = Limits.clear
  }

  private func difference(from second: Plane) -> Difference {
    let (width, height) = (first.width, first.height)
    guard min(width, height, second.width, second.height) >= 64 else { return Difference() }
    let other =
      second.width == width && second.height == height
      ? second : PlaneScaler.resample(second, width: width, height: height)
    guard let registration = Registration(of: first, with: other) else { return Difference() }

    let sums = WindowSums(first, registration.part(of: other, x: 0, y: 0, width: width, height: height))
    let margin = (x: Self.reach.x + 1, y: Self.reach.y + 1)
    var suspects: [SIMD2<Int>] = []
    var correlations: [Float] = []
    var stamp = StampSigns()
    for y in stride(from: margin.y, to: height - margin.y, by: 2) {
      for x in stride(from: margin.x, to: width - margin.x, by: 2)
      where registration.covers(x, y, of: other, margin: Float(margin.x + 1)) {
        let window = sums.window(x, y, reach: Self.reach)
        let print = window.print
        stamp.add(print)
        guard print.min() >= Self.leastPrint, print.min() * Self.mostRatio >= print.max() else { continue }
        correlations.append(window.correlation)
        if window.common < Self.leastCommon { suspects.append(SIMD2(x, y)) }
      }
    }
    guard suspects.count >= Limits.clear.fromBoth else { return Difference() }
    correlations.sort()
    guard correlations[correlations.count / 2] >= Self.leastAgreement else { return Difference() }
    let different = suspects.filter { !isFoundNearby($0, other, registration) }
    return Difference(
      windows: Self.largestGroup(of: different), isStamped: stamp.share > Self.leastStamp,
      limits: correlations[correlations.count / 20] >= Self.leastClear ? .clear : .noisy)
  }

  /// Whether a window's print is found on the other page when that is moved by less than a pixel.
  private func isFoundNearby(_ place: SIMD2<Int>, _ second: Plane, _ registration: Registration) -> Bool {
    let (left, top) = (place.x - Self.reach.x, place.y - Self.reach.y)
    let (width, height) = (2 * Self.reach.x + 1, 2 * Self.reach.y + 1)
    let own = first.cropped(x: left, y: top, width: width, height: height)
    for dy in [Float(-0.7), 0, 0.7] {
      // Unmoved, it is not found: that made the window a suspect.
      for dx in [Float(-0.7), 0, 0.7] where (dx, dy) != (0, 0) {
        let other = registration.part(
          of: second, x: left, y: top, width: width, height: height, shift: SIMD2(dx, dy))
        let window = WindowSums(own, other).window(Self.reach.x, Self.reach.y, reach: Self.reach)
        if window.common >= Self.leastCommon { return true }
      }
    }
    return false
  }

  /// How many places, two pixels apart, lie together.
  private static func largestGroup(of places: [SIMD2<Int>]) -> Int {
    var left = Set(places)
    var largest = 0
    while let start = left.popFirst() {
      var next = [start]
      var size = 0
      while let place = next.popLast() {
        size += 1
        for dy in -1...1 {
          for dx in -1...1 {
            if let neighbour = left.remove(place &+ SIMD2(2 * dx, 2 * dy)) { next.append(neighbour) }
          }
        }
      }
      largest = max(largest, size)
    }
    return largest
  }
}

/// How much of what is paper on one page bears a little ink on the other.
private struct StampSigns {
  private var paper = 0
  private var stamped = 0

  /// The standard deviation of paper, and the least of a stamp, as shares of the light.
  private static let mostOfPaper: Float = 0.015
  private static let leastOfStamp: Float = 0.025
  /// The most of a stamp; more is print.
  private static let mostOfStamp: Float = 0.12

  mutating func add(_ print: SIMD2<Float>) {
    guard print.min() <= Self.mostOfPaper else { return }
    paper += 1
    if print.max() >= Self.leastOfStamp, print.max() <= Self.mostOfStamp { stamped += 1 }
  }

  var share: Double { Double(stamped) / Double(max(1, paper)) }
}

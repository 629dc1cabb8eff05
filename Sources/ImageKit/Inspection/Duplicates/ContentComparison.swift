/// Compares the content of two pictures of the same layout, as far as their ``PageDetail`` shows it.
///
/// The second page is registered to the first by blocks of print that are on both. Then small windows that hold print
/// on both pages are compared. If only light, contrast, compression or a stamp differ, the print of one page is found
/// in the other; if something else was filled in, it is not. Only windows with print of similar strength on both pages
/// count, because a stamp adds ink and removes none.
///
/// Pages count as the same if print is too small or too pale for a ``PageDetail``, or if they cannot be registered. So
/// do pages that differ in a digit or two.
struct ContentComparison {
  /// How far a window reaches from its middle, in pixels: it holds about a character of print.
  private static let reach = (x: 4, y: 3)
  /// The least standard deviation of print, as a share of the paper's light. A stamp on paper has up to 0.06.
  private static let leastPrint: Float = 0.12
  /// The largest ratio of the print's strength on the two pages.
  private static let mostRatio: Float = 2
  /// The least share of the weaker print that is found in the other page's if they are the same print.
  private static let leastCommon: Float = 0.5
  /// How many adjacent windows, two pixels apart, must hold different print for the pages to differ.
  private struct Limits {
    /// Compared from either page.
    let fromBoth: Int
    /// Compared from one page; then the other direction need not be compared.
    let fromOne: Int

    /// If nearly all windows correlate well. Where another name was filled in, mostly 4 to 16 differ.
    static let clear = Limits(fromBoth: 4, fromOne: 12)
    /// If many windows correlate badly, as with drawings in another light or under a stamp. Then up to 10 differ on the
    /// same page, and 30 with a stamp; if all values of a form differ, 46 and more.
    static let noisy = Limits(fromBoth: 12, fromOne: 40)
  }
  /// The least 5th percentile of the windows' correlations for `clear`: it is 0.98 on forms in which a name differs,
  /// and 0.71 to 0.90 on noisy pictures of the same page.
  private static let leastClear: Float = 0.95
  /// The least share of the paper that bears ink on the other page alone, for that to be a stamp.
  private static let leastStamp = 0.1
  /// The least median of the windows' correlations; below it, the pages cannot be compared.
  private static let leastAgreement: Float = 0.75

  private let first: Plane

  /// A comparison of one page with others.
  init(of page: Plane) { first = page }

  /// How many adjacent windows differ if the second page has the same content; nil if it has other content.
  func difference(fromSame second: Plane) -> Int? {
    let seen = difference(from: second)
    if seen.windows >= seen.limits.fromOne { return nil }
    if seen.windows < seen.limits.fromBoth || seen.isStamped { return seen.windows }
    let back = ContentComparison(of: second).difference(from: first)
    return back.windows < back.limits.fromBoth ? seen.windows : nil
  }

  /// The result of comparing another page.
  private struct Difference {
    /// The largest number of adjacent windows that hold different print.
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

  /// Whether a window's print is found on the other page if that is shifted by less than a pixel.
  private func isFoundNearby(_ place: SIMD2<Int>, _ second: Plane, _ registration: Registration) -> Bool {
    let (left, top) = (place.x - Self.reach.x, place.y - Self.reach.y)
    let (width, height) = (2 * Self.reach.x + 1, 2 * Self.reach.y + 1)
    let own = first.cropped(x: left, y: top, width: width, height: height)
    for dy in [Float(-0.7), 0, 0.7] {
      // Unshifted, it was not found: that made the window a suspect.
      for dx in [Float(-0.7), 0, 0.7] where (dx, dy) != (0, 0) {
        let other = registration.part(
          of: second, x: left, y: top, width: width, height: height, shift: SIMD2(dx, dy))
        let window = WindowSums(own, other).window(Self.reach.x, Self.reach.y, reach: Self.reach)
        if window.common >= Self.leastCommon { return true }
      }
    }
    return false
  }

  /// The size of the largest connected group of places, two pixels apart.
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

/// How much of the paper bears a little ink on one page alone.
private struct StampSigns {
  private var paper = 0
  private var stamped = 0

  /// The largest standard deviation of bare paper, and the least of a stamp, as shares of the light.
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

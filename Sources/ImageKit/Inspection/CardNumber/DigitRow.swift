import Foundation

/// Eighteen digits at an even pitch, as the network reads them.
struct DigitRow: Sendable {
  /// For each of the 18 places, the logarithms of the probabilities of the twelve answers.
  let answers: [[Float]]
  /// The mean logarithm of the probability that the row is what it should be: a digit at each place, and none between.
  let fit: Double

  /// The likeliest digit at each place.
  var likeliest: [Int] {
    answers.map { place in (0...CardNumber.x).max { place[$0] < place[$1] } ?? 0 }
  }
}

/// Reads a row that lies somewhere in a picture.
struct DigitRowReader {
  /// Logarithms below count as this, so that one place alone does not decide where the row is.
  private static let lowest: Float = -5
  /// Where a row fits so well, no other need be tried.
  private static let clear = -0.2
  /// The width of a strip in which the row is searched, and of one in which its place is known.
  private static let searchWidth = 544, readWidth = 448
  /// The first digit's middle in a strip whose place is known.
  private static let firstColumn = 14
  private static let readPitch = 5

  /// The picture.
  let picture: PicturePyramid

  /// Where a strip lies in a frame: the middle of its left edge, and what one of its pixels is.
  private struct Strip {
    var start: PicturePoint
    var angle: Double
    var across: Double
    var down: Double
    var width: Int

    func point(_ x: Double, _ y: Double) -> PicturePoint {
      let along = x * across, below = (y - Double(DigitNetwork.height) / 2) * down
      return PicturePoint(
        start.x + along * cos(angle) - below * sin(angle), start.y + along * sin(angle) + below * cos(angle))
    }
  }

  /// The best reading of the rows; nil where none has 18 digits at an even pitch.
  ///
  /// - Parameter frame: From the rows' coordinates to the picture's.
  func read(_ rows: [TextRow], in frame: Homography) -> DigitRow? {
    var best: (fit: Double, strip: Strip, start: Double, pitch: Double)?
    // The ink of a row is found more surely than its height.
    search: for factor in [1.0, 1.28, 0.8] {
      for row in rows {
        // A pitch of 0.78 to 1.11 heights is within the network's reach, and 25 heights within the strip.
        let down = factor * row.height / DigitNetwork.digitHeight, across = down / 1.2
        let half = Double(Self.searchWidth) / 2 * across, angle = atan(row.slope)
        let strip = Strip(
          start: PicturePoint(row.middle.x - half * cos(angle), row.middle.y - half * sin(angle)), angle: angle,
          across: across, down: down, width: Self.searchWidth)
        guard let plane = sample(strip, frame) else { continue }
        let found = Self.fitted(DigitNetwork.trained.answers(for: plane), pitches: Self.pitches(4.0, 6.1))
        guard let found, found.fit > best?.fit ?? -2.2 else { continue }
        best = (found.fit, strip, found.start, found.pitch)
        if found.fit > Self.clear { break search }
      }
    }
    guard let best else { return nil }
    var strip = narrowed(best.strip, start: best.start, pitch: best.pitch)
    // Twice closer: first the height, then the places.
    for _ in 0..<2 {
      guard let plane = sample(strip, frame) else { return nil }
      level(&strip, by: plane)
      guard let level = sample(strip, frame) else { return nil }
      let found = Self.fitted(
        DigitNetwork.trained.answers(for: level), pitches: Self.pitches(4.75, 5.25),
        starts: Double(Self.firstColumn) - 1.5...Double(Self.firstColumn) + 1.5)
      guard let found else { return nil }
      strip = narrowed(strip, start: found.start, pitch: found.pitch)
    }
    return reading(strip, frame)
  }

  /// The mean of three readings, a pixel apart.
  private func reading(_ strip: Strip, _ frame: Homography) -> DigitRow? {
    var sums = [[Float]](repeating: [Float](repeating: 0, count: DigitNetwork.answers), count: CardNumber.length)
    var fit = 0.0
    let shifts = [(0.0, 0.0), (0.8, -1.2), (-0.8, 1.2)]
    for (right, low) in shifts {
      var moved = strip
      moved.start = strip.point(right, Double(DigitNetwork.height) / 2 + low)
      guard let plane = sample(moved, frame) else { return nil }
      let answers = DigitNetwork.trained.answers(for: plane)
      fit += Self.fit(answers, start: Double(Self.firstColumn), pitch: Double(Self.readPitch)) / Double(shifts.count)
      for place in 0..<CardNumber.length {
        let first = (Self.firstColumn + Self.readPitch * place) * DigitNetwork.answers
        for answer in 0..<DigitNetwork.answers { sums[place][answer] += answers[first + answer] / Float(shifts.count) }
      }
    }
    let normalized = sums.map { place in
      let total = Foundation.log(place.reduce(0) { $0 + Foundation.exp($1) })
      return place.map { $0 - total }
    }
    return DigitRow(answers: normalized, fit: fit)
  }

  /// The strip in which a row's digits lie where they are read best.
  ///
  /// - Parameters:
  ///   - start: The column of the first digit in `strip`.
  ///   - pitch: The columns from digit to digit there.
  private func narrowed(_ strip: Strip, start: Double, pitch: Double) -> Strip {
    let step = Double(DigitNetwork.step)
    let first = strip.point(start * step + 0.5, Double(DigitNetwork.height) / 2)
    let across = strip.across * pitch / Double(Self.readPitch)
    let lead = (Double(Self.firstColumn) * step + 0.5) * across
    return Strip(
      start: PicturePoint(first.x - lead * cos(strip.angle), first.y - lead * sin(strip.angle)), angle: strip.angle,
      across: across, down: strip.down, width: Self.readWidth)
  }

  /// Moves and turns a strip so that the ink of both of its halves lies in its middle.
  private func level(_ strip: inout Strip, by plane: Plane) {
    let step = DigitNetwork.step, first = Self.firstColumn * step - 8, last = first + 17 * Self.readPitch * step + 16
    let middle = (first + last) / 2
    guard let left = Self.inkMiddle(plane, first..<middle), let right = Self.inkMiddle(plane, middle..<last) else {
      return
    }
    let run = Double(last - first) / 2 * strip.across
    let turn = atan((right - left) * strip.down / run)
    guard abs(turn) < 0.06 else { return }
    let anchor = strip.point(Double(middle), (left + right) / 2)
    strip.angle += turn
    let back = Double(middle) * strip.across
    strip.start = PicturePoint(anchor.x - back * cos(strip.angle), anchor.y - back * sin(strip.angle))
  }

  /// The middle of the rows of pixels in which the ink of some columns lies.
  private static func inkMiddle(_ plane: Plane, _ columns: Range<Int>) -> Double? {
    let rows = plane.height
    var profile = [Double](repeating: 0, count: rows)
    for y in 0..<rows {
      var darkness = 0.0, squares = 0.0
      for x in columns {
        let value = Double(plane.samples[y * plane.stride + x])
        darkness += value
        squares += value * value
      }
      // Strokes and ground differ along a row of pixels through digits; blank paper and edges do not.
      let mean = darkness / Double(columns.count)
      profile[y] = max(0, squares / Double(columns.count) - mean * mean).squareRoot()
    }
    let tall = Int(DigitNetwork.digitHeight)
    var best: (score: Double, top: Int)?
    for top in 3...(rows - tall - 3) {
      let inside = profile[top..<top + tall].reduce(0, +) / Double(tall)
      let outside = (profile[top - 3..<top].reduce(0, +) + profile[top + tall..<top + tall + 3].reduce(0, +)) / 6
      if inside - outside > best?.score ?? 0 { best = (inside - outside, top) }
    }
    return best.map { Double($0.top) + Double(tall) / 2 }
  }

  // MARK: Where the digits are

  private static func pitches(_ from: Double, _ to: Double) -> [Double] {
    Array(stride(from: from, through: to, by: 0.05))
  }

  /// The start and pitch, in columns, at which 18 digits fit best.
  private static func fitted(
    _ answers: [Float], pitches: [Double], starts: ClosedRange<Double>? = nil
  ) -> (fit: Double, start: Double, pitch: Double)? {
    let columns = answers.count / DigitNetwork.answers
    let (digit, none) = evidence(answers)
    var best: (fit: Double, start: Double, pitch: Double)?
    for pitch in pitches {
      let first = max(pitch, starts?.lowerBound ?? 0),
        last = min(Double(columns - 2) - 18 * pitch, starts?.upperBound ?? .infinity)
      guard first <= last else { continue }
      for start in stride(from: first, through: last, by: 0.5) {
        let fit = fit(digit, none, start, pitch)
        if fit > best?.fit ?? -.infinity { best = (fit, start, pitch) }
      }
    }
    return best
  }

  private static func fit(_ answers: [Float], start: Double, pitch: Double) -> Double {
    let (digit, none) = evidence(answers)
    return fit(digit, none, start, pitch)
  }

  /// For each column, the logarithms of the probabilities of its likeliest digit, and of none.
  private static func evidence(_ answers: [Float]) -> (digit: [Float], none: [Float]) {
    let columns = answers.count / DigitNetwork.answers
    var digit: [Float] = [], none: [Float] = []
    for column in 0..<columns {
      let first = column * DigitNetwork.answers
      digit.append(max(lowest, answers[first..<first + DigitNetwork.none].max() ?? lowest))
      none.append(max(lowest, answers[first + DigitNetwork.none]))
    }
    return (digit, none)
  }

  private static func fit(_ digit: [Float], _ none: [Float], _ start: Double, _ pitch: Double) -> Double {
    func column(_ place: Double) -> Int { Int((start + place * pitch).rounded()) }
    var sum: Float = 0
    for place in 0..<CardNumber.length { sum += digit[column(Double(place))] }
    for gap in 0...CardNumber.length { sum += 0.5 * none[column(Double(gap) - 0.5)] }
    sum += 0.5 * (none[column(-1)] + none[column(18)])
    return Double(sum) / Double(CardNumber.length)
  }

  // MARK: Sampling

  /// The strip's pixels; nil where it lies outside the picture for the most part.
  private func sample(_ strip: Strip, _ frame: Homography) -> Plane? {
    let width = Double(strip.width), height = Double(DigitNetwork.height)
    let corners = [strip.point(0, 0), strip.point(width, 0), strip.point(width, height), strip.point(0, height)]
    return picture.sampled(corners.map { frame($0.x, $0.y) }, width: strip.width, height: DigitNetwork.height)
  }
}

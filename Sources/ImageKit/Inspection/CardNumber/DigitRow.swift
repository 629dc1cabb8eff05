import Foundation

/// Eighteen digits at an even pitch, as the network reads them.
struct DigitRow: Sendable {
  /// For each of the 18 places, the logarithms of the probabilities of the twelve answers.
  let answers: [[Float]]
  /// The mean logarithm of the probability that the row is what it should be: a digit at each place, and none between.
  let fit: Double
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

  /// Where a strip lies in the picture: a quadrilateral, so that a row seen at a slant is read as one seen from above.
  private struct Strip {
    /// From the upper left, clockwise, in the picture.
    let corners: [PicturePoint]
    /// The strip's pixels from left to right.
    let width: Int

    /// The part between two columns, in this strip's pixels, moved down by `left` at this strip's left end and by `right`
    /// at its right end, and of another shape.
    func part(
      _ columns: ClosedRange<Double>, left: Double = 0, right: Double = 0, as slant: Slant = Slant(), width: Int? = nil
    ) -> Strip {
      let height = Double(DigitNetwork.height)
      let homography = Homography(width: Double(self.width), height: height, to: corners)
      func corner(_ column: Double, _ side: Double, _ tall: Double) -> PicturePoint {
        let fall = left + (right - left) * column / Double(self.width)
        return homography(column - side * slant.lean * height / 2, height / 2 + fall + side * tall * height / 2)
      }
      let first = slant.tall / slant.taper.squareRoot(), last = slant.tall * slant.taper.squareRoot()
      return Strip(
        corners: [
          corner(columns.lowerBound, -1, first), corner(columns.upperBound, -1, last),
          corner(columns.upperBound, 1, last), corner(columns.lowerBound, 1, first),
        ], width: width ?? self.width)
    }

    /// The whole strip, changed as by `part`.
    func changed(left: Double = 0, right: Double = 0, as slant: Slant = Slant()) -> Strip {
      part(0...Double(width), left: left, right: right, as: slant)
    }
  }

  /// How a row seen at a slant differs from one seen from above.
  private struct Slant {
    /// How much taller its right end is than its left end.
    var taper = 1.0
    /// How far its digits lean, in their height.
    var lean = 0.0
    /// How much taller the strip must be.
    var tall = 1.0
  }

  /// What is tried, again and again, to read a row better.
  private static let slants = [
    Slant(taper: 0.9), Slant(taper: 1.11), Slant(lean: 0.1), Slant(lean: -0.1), Slant(tall: 0.9), Slant(tall: 1.11),
  ]
  /// How often at most.
  private static let rounds = 5

  /// Where 18 digits fit in a strip.
  private struct Place {
    var strip: Strip
    var fit: Double
    var start: Double
    var pitch: Double
  }

  /// The best reading of the rows; nil where none has 18 digits at an even pitch.
  ///
  /// - Parameter frame: From the rows' coordinates to the picture's.
  func read(_ rows: [TextRow], in frame: Homography) -> DigitRow? {
    var best: Place?
    // The ink of a row is found more surely than its height.
    search: for factor in [1.0, 1.28, 0.8] {
      for row in rows {
        let found = place(in: strip(of: row, factor, frame), Self.pitches(4.0, 6.1))
        guard let found, found.fit > best?.fit ?? -2.2 else { continue }
        best = found
        if found.fit > Self.clear { break search }
      }
    }
    return best.flatMap { reading(of: $0) }
  }

  /// The strip in which a row is searched.
  private func strip(of row: TextRow, _ factor: Double, _ frame: Homography) -> Strip {
    // A pitch of 0.78 to 1.11 heights is within the network's reach, and 25 heights within the strip.
    let down = factor * row.height / DigitNetwork.digitHeight, across = down / 1.2
    let half = Double(Self.searchWidth) / 2 * across, tall = Double(DigitNetwork.height) / 2 * down
    let angle = atan(row.slope)
    func corner(_ x: Double, _ y: Double) -> PicturePoint {
      frame(row.middle.x + x * cos(angle) - y * sin(angle), row.middle.y + x * sin(angle) + y * cos(angle))
    }
    return Strip(
      corners: [corner(-half, -tall), corner(half, -tall), corner(half, tall), corner(-half, tall)],
      width: Self.searchWidth)
  }

  /// The reading of a row whose place is known roughly.
  private func reading(of found: Place) -> DigitRow? {
    var strip = narrowed(found)
    // Closer each time: first the height, then the shape, then the places.
    var fit = -Double.infinity
    for round in 0..<Self.rounds {
      guard let plane = sample(strip) else { return nil }
      strip = levelled(strip, by: plane)
      guard var best = closer(strip) else { return nil }
      if best.fit < Self.clear {
        for other in Self.slants.compactMap({ closer(strip.changed(as: $0)) }) where other.fit > best.fit {
          best = other
        }
      }
      strip = narrowed(best)
      if round > 0, best.fit > Self.clear || best.fit < fit + 0.01 { break }
      fit = best.fit
    }
    return reading(strip)
  }

  /// Where the digits are in a strip in which they are known to be.
  private func closer(_ strip: Strip) -> Place? {
    let first = Double(Self.firstColumn)
    return place(in: strip, Self.pitches(4.75, 5.25), starts: first - 1.5...first + 1.5)
  }

  /// Where the digits fit best in a strip.
  private func place(in strip: Strip, _ pitches: [Double], starts: ClosedRange<Double>? = nil) -> Place? {
    guard let plane = sample(strip),
      let found = Self.fitted(DigitNetwork.trained.answers(for: plane), pitches: pitches, starts: starts)
    else { return nil }
    return Place(strip: strip, fit: found.fit, start: found.start, pitch: found.pitch)
  }

  /// The mean of three readings, a pixel apart.
  private func reading(_ strip: Strip) -> DigitRow? {
    var sums = [[Float]](repeating: [Float](repeating: 0, count: DigitNetwork.answers), count: CardNumber.length)
    var fit = 0.0
    let shifts = [(0.0, 0.0), (0.8, -1.2), (-0.8, 1.2)]
    for (right, low) in shifts {
      let moved = strip.part(right...Double(strip.width) + right, left: low, right: low)
      guard let plane = sample(moved) else { return nil }
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
  private func narrowed(_ place: Place) -> Strip {
    let step = Double(DigitNetwork.step)
    let across = place.pitch / Double(Self.readPitch)
    let left = place.start * step + 0.5 - (Double(Self.firstColumn) * step + 0.5) * across
    return place.strip.part(left...left + Double(Self.readWidth) * across, width: Self.readWidth)
  }

  /// The strip moved and sheared so that the ink of both of its halves lies in its middle.
  private func levelled(_ strip: Strip, by plane: Plane) -> Strip {
    let step = DigitNetwork.step, first = Self.firstColumn * step - 8, last = first + 17 * Self.readPitch * step + 16
    let middle = (first + last) / 2
    guard let left = Self.inkMiddle(plane, first..<middle), let right = Self.inkMiddle(plane, middle..<last) else {
      return strip
    }
    let fall = (right - left) / (Double(last - first) / 2)
    guard abs(fall) < 0.06 else { return strip }
    let atMiddle = (left + right) / 2 - Double(DigitNetwork.height) / 2
    return strip.changed(
      left: atMiddle - fall * Double(middle), right: atMiddle + fall * Double(strip.width - middle))
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
  private func sample(_ strip: Strip) -> Plane? {
    picture.sampled(strip.corners, width: strip.width, height: DigitNetwork.height)
  }
}

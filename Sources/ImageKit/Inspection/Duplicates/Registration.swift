/// An affine map from one picture of a page to another, which may be cropped, turned or stretched a little.
struct Registration {
  /// The place on the second page is `x · along + y · down + origin`.
  private var along = SIMD2<Float>(1, 0)
  private var down = SIMD2<Float>(0, 1)
  private var origin = SIMD2<Float>(0, 0)

  /// A block of the first page found on the second.
  private struct Match {
    let place: SIMD2<Float>
    let found: SIMD2<Float>
  }

  /// The map under which the pages' print agrees; nil if too little of one is found on the other.
  init?(of first: Plane, with second: Plane) {
    // Most pictures of one page need no registration.
    let near = matches(first, second, side: 32, reach: 2)
    if near.found.count >= Self.fewestMatches, Float(near.found.count) >= Self.nearlyAll * Float(near.looked) {
      fit(near.found)
      return
    }
    let (halfFirst, halfSecond) = (PlaneScaler.halve(first), PlaneScaler.halve(second))
    let coarse = matches(halfFirst, halfSecond, side: 20, reach: 7).found
    if coarse.count >= Self.fewestMatches {
      fit(coarse)
      // From pixels of the halved planes to pixels of the whole ones.
      origin = origin * 2 + 0.5 - (along + down) * 0.5
    }
    let fine = matches(first, second, side: 32, reach: 2).found
    guard fine.count >= Self.fewestMatches else { return nil }
    fit(fine)
    let (found, looked) = matches(first, second, side: 32, reach: 2)
    guard found.count >= Self.fewestMatches, Float(found.count) >= Self.leastFound * Float(looked) else { return nil }
    fit(found)
  }

  private static let fewestMatches = 6
  /// The least share of blocks that must be found where the map expects them.
  private static let leastFound: Float = 0.6
  /// The same with the identity as the map.
  private static let nearlyAll: Float = 0.85

  /// Where a place of the first page lies on the second.
  private func place(_ x: Float, _ y: Float) -> SIMD2<Float> { along * x + down * y + origin }

  // MARK: Blocks

  /// The most blocks that are searched for, evenly spread.
  private static let mostBlocks = 50
  /// The least standard deviation of a block that can be found again, in grey levels.
  private static let leastPrint: Float = 8
  /// The least correlation of a block that was found with the block itself.
  private static let leastCorrelation: Float = 0.6

  /// Blocks of the first page found within `reach` pixels of where the map expects them.
  private func matches(_ first: Plane, _ second: Plane, side: Int, reach: Int) -> (found: [Match], looked: Int) {
    var places: [(x: Int, y: Int)] = []
    for y in stride(from: 0, through: first.height - side, by: side * 3 / 4) {
      for x in stride(from: 0, through: first.width - side, by: side * 3 / 4) { places.append((x, y)) }
    }
    let step = max(1, places.count / Self.mostBlocks)
    var found: [Match] = []
    var looked = 0
    for index in stride(from: 0, to: places.count, by: step) {
      let (x, y) = places[index]
      let half = Float(side - 1) / 2
      let middle = SIMD2(Float(x) + half, Float(y) + half)
      let expected = place(middle.x, middle.y) - half
      let (left, top) = (Int(expected.x.rounded()), Int(expected.y.rounded()))
      guard left >= reach, top >= reach, left + side + reach <= second.width, top + side + reach <= second.height,
        let shift = Self.shift(first, x, y, second, left, top, side, reach)
      else { continue }
      looked += 1
      guard let shift else { continue }
      found.append(Match(place: middle, found: SIMD2(Float(left), Float(top)) + shift + half))
    }
    return (found, looked)
  }

  /// How far a block lies from where it was expected: nil if it holds too little print, and `.some(nil)` if it was not
  /// found.
  private static func shift(
    _ first: Plane, _ x: Int, _ y: Int, _ second: Plane, _ left: Int, _ top: Int, _ side: Int, _ reach: Int
  ) -> SIMD2<Float>?? {
    let across = 2 * reach + 1
    var correlations = [Float](repeating: -1, count: across * across)
    let hasPrint = first.samples.withUnsafeBufferPointer { one in
      second.samples.withUnsafeBufferPointer { other in
        var (a, aa): (Int32, Int32) = (0, 0)
        for row in 0..<side {
          for column in 0..<side {
            let u = Int32(one[(y + row) * first.stride + x + column]) &- 128
            a &+= u
            aa &+= u &* u
          }
        }
        guard Window(count: side * side, a, a, aa, aa, aa).variances.x >= leastPrint * leastPrint else { return false }
        for index in correlations.indices {
          let (dx, dy) = (index % across - reach, index / across - reach)
          var (b, bb, ab): (Int32, Int32, Int32) = (0, 0, 0)
          for row in 0..<side {
            let p = one.baseAddress! + (y + row) * first.stride + x
            let q = other.baseAddress! + (top + dy + row) * second.stride + left + dx
            for column in 0..<side {
              let (u, v) = (Int32(p[column]) &- 128, Int32(q[column]) &- 128)
              b &+= v
              bb &+= v &* v
              ab &+= u &* v
            }
          }
          correlations[index] = Window(count: side * side, a, b, aa, bb, ab).correlation
        }
        return true
      }
    }
    guard hasPrint else { return nil }
    // Rows of a form look alike, so the nearer of two is preferred.
    func likelihood(_ index: Int) -> Float {
      let (dx, dy) = (Float(index % across - reach), Float(index / across - reach))
      return correlations[index] - 0.02 * (dx * dx + dy * dy).squareRoot()
    }
    let best = correlations.indices.max { likelihood($0) < likelihood($1) }!
    let (column, row) = (best % across, best / across)
    guard correlations[best] >= leastCorrelation, column > 0, row > 0, column < across - 1, row < across - 1 else {
      return .some(nil)
    }
    // The peak of a parabola through the best and its neighbours; nil if there is none, as along a printed line.
    func peak(_ step: Int) -> Float? {
      let (before, here, after) = (correlations[best - step], correlations[best], correlations[best + step])
      let bend = before - 2 * here + after
      return bend < -0.04 ? min(1, max(-1, (before - after) / (2 * bend))) : nil
    }
    guard let x = peak(1), let y = peak(across) else { return nil }
    return .some(SIMD2(Float(column - reach) + x, Float(row - reach) + y))
  }

  /// Fits the map to the matches by least squares, in several rounds that give outliers less weight.
  private mutating func fit(_ matches: [Match]) {
    // Relative to their middle, where the equations are best conditioned.
    let middle = matches.reduce(SIMD2<Float>()) { $0 + $1.place } / Float(matches.count)
    for round in 0..<6 {
      var (count, xx, xy, yy): (Float, Float, Float, Float) = (0, 0, 0, 0)
      var (sum, sumX, sumY) = (SIMD2<Float>(), SIMD2<Float>(), SIMD2<Float>())
      var centre = SIMD2<Float>()
      for match in matches {
        let off = match.found - place(match.place.x, match.place.y)
        let weight = round == 0 ? 1 : 1 / (1 + (off * off).sum())
        let at = match.place - middle
        count += weight
        centre += weight * at
        xx += weight * at.x * at.x
        xy += weight * at.x * at.y
        yy += weight * at.y * at.y
        sum += weight * match.found
        sumX += weight * at.x * match.found
        sumY += weight * at.y * match.found
      }
      centre /= count
      // Centred sums. A small term keeps the present map where the matches lie in one line.
      let hold = Float(1e-3) * (xx + yy) + 1
      let (cxx, cxy, cyy) = (
        xx - count * centre.x * centre.x + hold, xy - count * centre.x * centre.y,
        yy - count * centre.y * centre.y + hold
      )
      let mean = sum / count
      let (cx, cy) = (sumX - centre.x * sum + hold * along, sumY - centre.y * sum + hold * down)
      let determinant = cxx * cyy - cxy * cxy
      along = (cyy * cx - cxy * cy) / determinant
      down = (cxx * cy - cxy * cx) / determinant
      let place = middle + centre
      origin = mean - along * place.x - down * place.y
    }
  }

  // MARK: The second page on the first

  /// The part of the second page that covers a part of the first; beyond its border, the border is repeated.
  ///
  /// - Parameter shift: How far the second page is shifted.
  func part(
    of second: Plane, x: Int, y: Int, width: Int, height: Int, shift: SIMD2<Float> = SIMD2()
  ) -> Plane {
    var plane = Plane(width: width, height: height)
    let most = SIMD2(Float(second.width - 1), Float(second.height - 1))
    plane.samples.withUnsafeMutableBufferPointer { output in
      second.samples.withUnsafeBufferPointer { input in
        for row in 0..<height {
          for column in 0..<width {
            let at = (place(Float(x + column), Float(y + row)) + shift).clamped(lowerBound: SIMD2(), upperBound: most)
            let (i, j) = (min(Int(at.x), second.width - 2), min(Int(at.y), second.height - 2))
            let (p, q) = (at.x - Float(i), at.y - Float(j))
            let corner = input.baseAddress! + j * second.stride + i
            let upper = Float(corner[0]) + p * (Float(corner[1]) - Float(corner[0]))
            let lower =
              Float(corner[second.stride]) + p * (Float(corner[second.stride + 1]) - Float(corner[second.stride]))
            output[row * width + column] = UInt8(upper + q * (lower - upper) + 0.5)
          }
        }
      }
    }
    return plane
  }

  /// Whether a place of the first page lies on the second, at least `margin` pixels from its border.
  func covers(_ x: Int, _ y: Int, of second: Plane, margin: Float) -> Bool {
    let at = place(Float(x), Float(y))
    return at.x >= margin && at.y >= margin && at.x <= Float(second.width - 1) - margin
      && at.y <= Float(second.height - 1) - margin
  }
}

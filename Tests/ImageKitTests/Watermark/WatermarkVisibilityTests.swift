import Testing

@testable import ImageKit

/// The contrast of ink: the mean luma of well inked pixels minus that of bare ones. On calm ground the eye sees
/// differences of one to two levels.
@Suite("Visibility of a watermark") struct WatermarkVisibilityTests {
  static let width = 600
  static let height = 780

  @Test("On white, black and every grey, the ink's contrast is 18 to 34 levels")
  func calmGround() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    for level in [0, 8, 30, 63, 64, 90, 127, 128, 160, 191, 192, 235, 255] {
      let ground = Plane(width: Self.width, height: Self.height, filledWith: UInt8(level))
      let difference = abs(contrast(of: watermark, on: ground))
      #expect((18...34).contains(difference), "ground \(level): \(difference)")
    }
  }

  @Test("The faint watermark has less than half the contrast, yet is visible") func faint() throws {
    let watermark = try Watermark(text: Watermark.defaultText, strength: .faint)
    for level in [0, 60, 128, 200, 255] {
      let ground = Plane(width: Self.width, height: Self.height, filledWith: UInt8(level))
      #expect((6...14).contains(abs(contrast(of: watermark, on: ground))))
    }
  }

  @Test("On textured ground the contrast follows the texture, so that the ink stays visible") func restlessGround()
    throws
  {
    let watermark = try Watermark(text: Watermark.defaultText)
    for amplitude in [30, 60, 100] {
      let ground = noise(around: 120, amplitude: amplitude)
      // The standard deviation of a uniform distribution is its half-width divided by √3.
      let deviation = Double(amplitude) / 3.0.squareRoot()
      #expect(abs(contrast(of: watermark, on: ground)) > 0.8 * deviation)
    }
  }

  @Test("Print and grain do not increase the contrast of ink on paper") func printedPaper() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    var page = noise(around: 235, amplitude: 5)
    for y in 0..<Self.height where y % 20 < 12 {
      for x in 0..<Self.width where (x / 3 + y / 3) % 3 == 0 { page[x, y] = 40 }
    }
    let (stamped, coverage) = stamp(watermark, on: page)
    for y in 0..<Self.height {
      for x in 0..<Self.width where coverage[x, y] > 0 {
        let taken = Int(page[x, y]) - Int(stamped[x, y])
        // Ink darkens paper, but hardly print, so the print's contrast to the paper around it remains.
        #expect(taken >= 0 && taken <= (page[x, y] == 40 ? 9 : 38))
      }
    }
  }

  @Test("After halving, the contrast is at least 14 levels") func halved() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    for level in [UInt8(20), 128, 240] {
      let (stamped, coverage) = stamp(
        watermark, on: Plane(width: Self.width, height: Self.height, filledWith: level))
      var (sum, count) = (0, 0)
      for y in stride(from: 0, to: Self.height, by: 2) {
        for x in stride(from: 0, to: Self.width, by: 2) {
          let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
          guard four.allSatisfy({ coverage[$0.0, $0.1] >= 128 }) else { continue }
          sum += abs(four.reduce(0) { $0 + Int(stamped[$1.0, $1.1]) } / 4 - Int(level))
          count += 1
        }
      }
      #expect(count > 500)
      #expect(sum >= 14 * count)
    }
  }

  @Test("A copy across the edge of dark desk and white paper is visible on both") func edge() throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    for desk in [UInt8(15), 50, 90] {
      var ground = Plane(width: Self.width, height: Self.height, filledWith: 238)
      for y in 0..<Self.height { for x in 0..<Self.width / 2 { ground[x, y] = desk } }
      let (stamped, coverage) = stamp(watermark, on: ground)
      for half in [0..<Self.width / 2, Self.width / 2..<Self.width] {
        var (sum, count) = (0, 0)
        for y in 0..<Self.height {
          for x in half where coverage[x, y] >= 128 {
            sum += abs(Int(stamped[x, y]) - Int(ground[x, y]))
            count += 1
          }
        }
        #expect(count > 500)
        #expect(sum >= 16 * count)
      }
    }
  }

  @Test("Pixels without ink, chroma and padding are unchanged", arguments: [(1, 1), (2, 1), (1, 2), (2, 2)])
  func untouched(horizontal: Int, vertical: Int) throws {
    let (width, height) = (301, 203)
    let luma = Plane(width: width, height: height, stride: 320, samples: [UInt8](repeating: 77, count: 320 * height))
    let blue = Plane(
      width: (width + horizontal - 1) / horizontal, height: (height + vertical - 1) / vertical, filledWith: 90)
    let chroma = PlanarPicture.Chroma(blue: blue, red: blue)
    var picture = PlanarPicture(
      luma: luma, chroma: chroma, horizontalSubsampling: horizontal, verticalSubsampling: vertical)
    let watermark = try Watermark(text: Watermark.defaultText)
    watermark.stamp(&picture)
    let coverage = coverage(of: watermark, width: width, height: height)
    for y in 0..<height {
      for x in 0..<320 where x >= width || coverage[x, y] == 0 { #expect(picture.luma.samples[y * 320 + x] == 77) }
    }
    #expect(picture.luma.samples != luma.samples)
    #expect(picture.chroma?.blue.samples == blue.samples)
    #expect(picture.chroma?.red.samples == blue.samples)
  }

  @Test("Watermarking on several threads gives the result of one thread") func threads() async throws {
    let watermark = try Watermark(text: Watermark.defaultText)
    let ground = noise(around: 150, amplitude: 60)
    let expected = stamp(watermark, on: ground).stamped.samples
    await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var picture = PlanarPicture(luma: ground, chroma: nil)
          watermark.stamp(&picture)
          return picture.luma.samples
        }
      }
      for await samples in group { #expect(samples == expected) }
    }
  }

  // MARK: Measurements

  /// The mean luma of pixels with at least half ink minus the mean luma of bare pixels.
  func contrast(of watermark: Watermark, on ground: Plane) -> Double {
    let (stamped, coverage) = stamp(watermark, on: ground)
    var (inked, inkedCount, bare, bareCount) = (0, 0, 0, 0)
    for (luma, covered) in zip(stamped.samples, coverage.samples) {
      if covered >= 128 { (inked, inkedCount) = (inked + Int(luma), inkedCount + 1) }
      if covered == 0 { (bare, bareCount) = (bare + Int(luma), bareCount + 1) }
    }
    return Double(inked) / Double(max(1, inkedCount)) - Double(bare) / Double(max(1, bareCount))
  }

  func stamp(_ watermark: Watermark, on ground: Plane) -> (stamped: Plane, coverage: Plane) {
    var picture = PlanarPicture(luma: ground, chroma: nil)
    watermark.stamp(&picture)
    return (picture.luma, coverage(of: watermark, width: ground.width, height: ground.height))
  }

  /// The amount of ink on each pixel, 0 to 255.
  func coverage(of watermark: Watermark, width: Int, height: Int) -> Plane {
    var coverage = Plane(width: width, height: height)
    let pattern = watermark.pattern(width: width, height: height)
    let mask = StampMask(watermark.line, emSize: pattern.emSize, angle: pattern.angle)
    for centre in pattern.centres {
      for glyph in mask.glyphs {
        for (i, covered) in glyph.coverage.enumerated() where covered > 0 {
          let (x, y) = (centre.x + glyph.left + i % glyph.width, centre.y + glyph.top + i / glyph.width)
          guard (0..<width).contains(x), (0..<height).contains(y) else { continue }
          coverage[x, y] = UInt8(min(255, Int(coverage[x, y]) + Int(covered)))
        }
      }
    }
    return coverage
  }

  /// Noise in blocks of 3 × 3 pixels, uniformly distributed around a level, the same on every run.
  func noise(around level: Int, amplitude: Int) -> Plane {
    var plane = Plane(width: Self.width, height: Self.height)
    var state: UInt64 = 88_172_645_463_325_252
    for y in stride(from: 0, to: Self.height, by: 3) {
      for x in stride(from: 0, to: Self.width, by: 3) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let value = level - amplitude + Int(state % UInt64(2 * amplitude + 1))
        for dy in 0..<3 { for dx in 0..<3 { plane[x + dx, y + dy] = UInt8(max(0, min(255, value))) } }
      }
    }
    return plane
  }
}

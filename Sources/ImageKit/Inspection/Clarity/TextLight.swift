/// The light on a page: how bright its paper and how dark its ink are, and where glare saturates the picture.
struct TextLight: Sendable {
  /// The paper's luma, 0…255: the median over patches with text of their 90th percentile; without text, the 99th
  /// percentile of the picture, because dark surroundings do no harm.
  let paper: Double
  /// The ink's luma, 0…255: the median over patches with text of their 4th percentile; nil without text.
  let ink: Double?
  /// The share of the area around the text, 0…1, that glare has saturated while the paper elsewhere is not saturated.
  let glare: Double

  /// Samples of this value or more are saturated.
  private static let blinding: UInt8 = 250
  private static let tile = 16

  /// Measures a surveyed plane.
  init(of luma: Plane, _ survey: TextSurvey) {
    let text = survey.page
    guard !text.isEmpty else {
      paper = Double(Self.levels(luma, x: 0, y: 0, width: luma.width, height: luma.height, bright: 0.99).bright)
      ink = nil
      glare = 0
      return
    }
    let levels = text.map { Self.levels(luma, x: $0.x, y: $0.y, width: $0.side, height: $0.side) }
    paper = Double(levels.map(\.bright).sorted()[levels.count / 2])
    ink = Double(levels.map(\.dark).sorted()[levels.count / 2])
    // In a scan all paper is saturated white; that is not glare.
    glare = paper > 235 ? 0 : Self.blindedShare(luma, around: text)
  }

  /// The 4th percentile of a part of the plane and one of its highest, of every fourth sample of every fourth row.
  private static func levels(
    _ luma: Plane, x: Int, y: Int, width: Int, height: Int, bright: Double = 0.9
  ) -> (dark: Int, bright: Int) {
    var counts = [Int](repeating: 0, count: 256)
    var total = 0
    luma.samples.withUnsafeBufferPointer { samples in
      for row in stride(from: y, to: min(y + height, luma.height), by: 4) {
        for column in stride(from: x, to: min(x + width, luma.width), by: 4) {
          counts[Int(samples[row * luma.stride + column])] += 1
          total += 1
        }
      }
    }
    func percentile(_ share: Double) -> Int {
      var sum = 0
      return counts.firstIndex { count in
        sum += count
        return Double(sum) > share * Double(total)
      } ?? 255
    }
    return (percentile(0.04), percentile(bright))
  }

  /// The share of saturated tiles in the rectangle that holds all patches.
  private static func blindedShare(_ luma: Plane, around text: [TextSurvey.Patch]) -> Double {
    let left = text.map(\.x).min()! / tile
    let top = text.map(\.y).min()! / tile
    let right = min(luma.width, text.map { $0.x + $0.side }.max()!) / tile
    let bottom = min(luma.height, text.map { $0.y + $0.side }.max()!) / tile
    var blinded = 0
    luma.samples.withUnsafeBufferPointer { samples in
      for row in top..<bottom {
        for column in left..<right {
          var darkest: UInt8 = 255
          for y in stride(from: 0, to: tile, by: 4) {
            let at = (row * tile + y) * luma.stride + column * tile
            for x in stride(from: 0, to: tile, by: 4) { darkest = min(darkest, samples[at + x]) }
          }
          if darkest >= blinding { blinded += 1 }
        }
      }
    }
    return Double(blinded) / Double(max(1, (right - left) * (bottom - top)))
  }
}

/// How the stamp changes what is beneath: it darkens what is light and lightens what is dark.
///
/// One copy as a whole is dark or light, after the lightness along it, so that its strokes do not change sides where
/// the ground wavers about the middle. Only where the ground leaves a copy no room (a dark copy on black, a light copy
/// on white) does it change.
struct StampInk: Sendable {
  /// Luma that a copy adds to a calm ground of each level, for a dark copy and for a light one.
  private let dark: [Int32]
  private let light: [Int32]

  /// Below this mean luma a copy is light.
  private static let lightBelow = 100
  /// A dark copy lightens a ground below this luma.
  private static let noRoomBelow = 40
  /// A light copy darkens a ground above this luma.
  private static let noRoomAbove = 170
  /// Strength on the roughest ground against that on calm ground, minus 1, in 256ths for a level of roughness.
  private static let gainPerRoughness: Int32 = 8
  private static let greatestGain: Int32 = 512

  init(_ strength: Watermark.Strength) {
    let contrast: Int32 = strength == .protective ? 26 : 11
    dark = (0..<256).map { $0 < Self.noRoomBelow ? contrast : -contrast }
    light = (0..<256).map { $0 > Self.noRoomAbove ? -contrast : contrast }
  }

  /// Draws one copy with its middle at `centre`, as far as it lies within the picture.
  func draw(_ mask: StampMask, at centre: SIMD2<Int>, over backdrop: Backdrop, into luma: inout Plane) {
    let curve = isLight(mask, at: centre, over: backdrop, within: luma) ? light : dark
    let (width, height, stride) = (luma.width, luma.height, luma.stride)
    luma.samples.withUnsafeMutableBufferPointer { samples in
      curve.withUnsafeBufferPointer { curve in
        for glyph in mask.glyphs {
          let (left, top) = (centre.x + glyph.left, centre.y + glyph.top)
          glyph.coverage.withUnsafeBufferPointer { coverage in
            for row in max(0, -top)..<max(max(0, -top), min(glyph.spans.count, height - top)) {
              let span = glyph.spans[row].clamped(to: max(0, -left)..<max(max(0, -left), width - left))
              guard !span.isEmpty else { continue }
              let y = top + row
              var ground = Backdrop.Walk(backdrop, x: left + span.lowerBound, y: y)
              for column in span {
                let covered = Int32(coverage[row * glyph.width + column])
                if covered > 0 {
                  let gain = min(Self.greatestGain, 256 &+ (ground.roughness &* Self.gainPerRoughness) >> 8)
                  let change = (curve[Int(ground.level >> 8)] &* gain &* covered) >> 8
                  let i = y &* stride &+ left &+ column
                  let value = Int32(samples[i]) &+ (change &+ 127) / 255
                  samples[i] = UInt8(truncatingIfNeeded: max(0, min(255, value)))
                }
                ground.advance()
              }
            }
          }
        }
      }
    }
  }

  /// Whether a copy lies on the whole on dark ground.
  private func isLight(_ mask: StampMask, at centre: SIMD2<Int>, over backdrop: Backdrop, within luma: Plane) -> Bool {
    var (sum, count) = (0, 0)
    for glyph in mask.glyphs {
      let x = centre.x + glyph.left + glyph.width / 2
      let y = centre.y + glyph.top + glyph.spans.count / 2
      guard (0..<luma.width).contains(x), (0..<luma.height).contains(y) else { continue }
      sum += backdrop.level(x: x, y: y)
      count += 1
    }
    return sum < Self.lightBelow * count
  }
}

extension Backdrop {
  /// Walks along a row of pixels and knows the backdrop at each, interpolated between the cells' middles.
  struct Walk {
    /// Median luma here, in 256ths.
    private(set) var level: Int32 = 0
    /// Roughness here, in 256ths.
    private(set) var roughness: Int32 = 0
    private var levelStep: Int32 = 0
    private var roughnessStep: Int32 = 0
    /// Pixels until the next cell's middle.
    private var left = 0
    private var column: Int
    private let upper: Int
    private let lower: Int
    /// How far down from the upper cells' middle to the lower ones', in 256ths.
    private let down: Int32
    private let backdrop: Backdrop

    /// Starts at a pixel within the picture.
    init(_ backdrop: Backdrop, x: Int, y: Int) {
      self.backdrop = backdrop
      let cell = backdrop.cell
      // Half a cell back, so that a cell's middle is where its value holds.
      let (cellAbove, rest) = (y + cell - cell / 2).quotientAndRemainder(dividingBy: cell)
      upper = max(0, cellAbove - 1) * backdrop.columns
      lower = min(backdrop.rows - 1, cellAbove) * backdrop.columns
      down = Int32(256 * rest / cell)
      let (cellLeft, offset) = (x + cell - cell / 2).quotientAndRemainder(dividingBy: cell)
      column = cellLeft
      enterCell()
      level &+= levelStep &* Int32(offset)
      roughness &+= roughnessStep &* Int32(offset)
      left = cell - offset
    }

    /// Goes one pixel to the right.
    mutating func advance() {
      left &-= 1
      if left == 0 {
        column &+= 1
        enterCell()
        left = backdrop.cell
      } else {
        level &+= levelStep
        roughness &+= roughnessStep
      }
    }

    private mutating func enterCell() {
      let before = max(0, column - 1)
      let after = min(backdrop.columns - 1, column)
      let cell = Int32(backdrop.cell)
      func between(_ values: [UInt8], _ column: Int) -> Int32 {
        Int32(values[upper + column]) * (256 - down) + Int32(values[lower + column]) * down
      }
      level = between(backdrop.levels, before)
      levelStep = (between(backdrop.levels, after) - level) / cell
      roughness = between(backdrop.roughness, before)
      roughnessStep = (between(backdrop.roughness, after) - roughness) / cell
    }
  }
}

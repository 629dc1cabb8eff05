/// How the stamp changes the pixels below it: semi-transparent black on light ground, white on dark ground, and denser
/// on rougher ground.
///
/// A copy as a whole is black or white, by the mean brightness below it, so that its strokes do not alternate where the
/// ground is of medium brightness. It changes colour only where it could not be seen: black on black, or white on
/// white.
struct StampInk: Sendable {
  /// Below this mean luma of the ground a copy is white.
  private static let whiteBelow = 128
  /// A black copy turns white on a ground below this luma.
  private static let noRoomBelow: Int32 = 64
  /// A white copy turns black on a ground above this luma.
  private static let noRoomAbove: Int32 = 192
  /// The highest density, in 255ths, at which the pixels below stay recognisable.
  private static let densest = 190

  /// The picture below.
  let backdrop: Backdrop
  /// The density of black ink in each of the backdrop's cells, in 255ths.
  private let black: [UInt8]
  /// The same for white.
  private let white: [UInt8]

  /// Ink for one picture.
  init(_ strength: Watermark.Strength, over backdrop: Backdrop) {
    self.backdrop = backdrop
    // Ink of density d changes a ground of luma g by d·g towards black, or by d·(255 − g) towards white.
    let contrast = backdrop.roughness.map { strength.contrast(onRoughness: Int($0)) * 255 }
    // Beyond the luma at which a copy changes colour, its density need not grow: near an edge it would only look harsh.
    black = zip(contrast, backdrop.levels).map { contrast, level in
      UInt8(min(Self.densest, contrast / max(Int(Self.noRoomBelow), Int(level))))
    }
    white = zip(contrast, backdrop.levels).map { contrast, level in
      UInt8(min(Self.densest, contrast / (255 - min(Int(Self.noRoomAbove), Int(level)))))
    }
  }

  /// Draws one copy with its middle at `centre`, as far as it lies within the picture.
  func draw(_ mask: StampMask, at centre: SIMD2<Int>, into luma: inout Plane) {
    let isWhite = isWhite(mask, at: centre, within: luma)
    // On a ground below this level the copy is white, above it black.
    let turn = (isWhite ? Self.noRoomAbove : Self.noRoomBelow) << 8
    let (width, height, stride) = (luma.width, luma.height, luma.stride)
    luma.samples.withUnsafeMutableBufferPointer { samples in
      for glyph in mask.glyphs {
        let (left, top) = (centre.x + glyph.left, centre.y + glyph.top)
        let inPicture = max(0, -left)..<max(0, -left, width - left)
        glyph.coverage.withUnsafeBufferPointer { coverage in
          for row in max(0, -top)..<max(0, -top, min(glyph.spans.count, height - top)) {
            let span = glyph.spans[row].clamped(to: inPicture)
            guard !span.isEmpty else { continue }
            let first = (top + row) * stride + left
            let pixels = UnsafeMutableBufferPointer(
              rebasing: samples[first + span.lowerBound..<first + span.upperBound])
            let covered = UnsafeBufferPointer(
              rebasing: coverage[row * glyph.width + span.lowerBound..<row * glyph.width + span.upperBound])
            lay(covered, on: pixels, x: left + span.lowerBound, y: top + row, turn: turn)
          }
        }
      }
    }
  }

  /// Lays a run of ink on a run of pixels that starts at (x, y).
  @inline(__always)
  private func lay(
    _ covered: UnsafeBufferPointer<UInt8>, on pixels: UnsafeMutableBufferPointer<UInt8>, x: Int, y: Int, turn: Int32
  ) {
    var done = 0
    while done < covered.count {
      // Level and densities are interpolated linearly between the middles of cells.
      let stretch = backdrop.stretch(x: x + done, y: y)
      let (level, levelStep) = backdrop.interpolate(backdrop.levels, in: stretch)
      let (black, blackStep) = backdrop.interpolate(black, in: stretch)
      let (white, whiteStep) = backdrop.interpolate(white, in: stretch)
      let count = min(stretch.length, covered.count - done)
      for i in done..<done + count {
        let step = Int32(truncatingIfNeeded: i &- done)
        let isWhite = level &+ levelStep &* step < turn
        let density = isWhite ? white &+ whiteStep &* step : black &+ blackStep &* step
        // Density in 256ths of a 255th, times coverage in 255ths, is 4,064 at most; 4,096 stands for all of it.
        let veil = (density &* Int32(truncatingIfNeeded: covered[i])) >> 12
        let value = Int32(truncatingIfNeeded: pixels[i])
        let ink: Int32 = isWhite ? 255 : 0
        pixels[i] = UInt8(truncatingIfNeeded: value &+ (veil &* (ink &- value) &+ 2048) >> 12)
      }
      done += count
    }
  }

  /// Whether a copy lies on the whole on dark ground.
  private func isWhite(_ mask: StampMask, at centre: SIMD2<Int>, within luma: Plane) -> Bool {
    var (sum, count) = (0, 0)
    for glyph in mask.glyphs {
      let x = centre.x + glyph.left + glyph.width / 2
      let y = centre.y + glyph.top + glyph.spans.count / 2
      guard (0..<luma.width).contains(x), (0..<luma.height).contains(y) else { continue }
      sum += backdrop.level(x: x, y: y)
      count += 1
    }
    return sum < Self.whiteBelow * count
  }
}

extension Watermark.Strength {
  /// Luma levels by which a fully covered pixel of the ground changes, on ground of a given roughness.
  ///
  /// On smooth ground it is many times the visible threshold (one to two levels), because print, noise and compression
  /// hide some of it, but an eighth of the contrast between paper and print. Rough ground masks patterns in proportion
  /// to its own contrast, so there the ink grows with it; the paper's grain stays below the threshold.
  func contrast(onRoughness roughness: Int) -> Int {
    let (calm, most) = self == .protective ? (34, 120) : (14, 50)
    let grain = 16
    return min(most, calm + calm * max(0, roughness - grain) / 18)
  }
}

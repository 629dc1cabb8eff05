/// How much errors count in each block of a plane, by the reduction in which they would be seen.
///
/// Pictures are compared at ⅛, ¼, ½ and full size, each error there in relation to the variance around it: so every
/// block has four weights, one for each reduction. Texture hides errors. Print would too, but its strokes are what
/// people read, and so its finer reductions get weight back.
struct Masking {
  /// Four weights for each block: at ⅛, ¼, ½ and full size. On plain paper they are the shares.
  let weights: [SIMD4<Float>]
  /// What would be lost with all frequencies that a picture of half the size cannot hold: weighted variance, the mean
  /// over all blocks.
  let upperDetail: Float

  /// Judges every block of a plane.
  init(_ plane: CoefficientPlane, _ mask: Perception.Mask, shares: SIMD4<Float>) {
    let wide = plane.blocksWide
    let high = plane.blocksHigh
    let (inner, local) = Self.moments(plane)
    let near = Self.smooth(local, wide, high)
    let far = Self.smooth(Self.smooth(near, wide, high), wide, high)
    let upperBasis = Self.upperBasis
    var upperDetail: Float = 0
    weights = [SIMD4<Float>](unsafeUninitializedCapacity: wide * high) { weights, initialized in
      for block in 0..<wide * high {
        let around = Self.variance(near[block])
        let variances = SIMD4(
          Self.variance(far[block]), around + near[block][2], around + inner[block][0], around + inner[block][1])
        let masked = shares * FastMath.exp2(mask.powers * FastMath.log2(1 + variances / mask.plainVariance))
        let detail = inner[block][2] * inner[block][2]
        let print = detail / (detail + mask.printVariance * mask.printVariance)
        weights[block] = masked + print * mask.printCare
        upperDetail += (weights[block] * upperBasis).sum() * inner[block][2]
      }
      initialized = wide * high
    }
    self.upperDetail = upperDetail / Float(wide * high)
  }

  /// How much of their energy the upper frequencies, of 4 and more either way, have at each reduction: the mean.
  private static let upperBasis: SIMD4<Float> = {
    let upper = (0..<64).filter { $0 % 8 >= 4 || $0 / 8 >= 4 }.map { Perception.basis[$0] }
    return upper.reduce(.zero, +) / Float(upper.count)
  }()

  /// The variance of means, of their mean and their mean square.
  @inline(__always)
  private static func variance(_ moments: SIMD4<Float>) -> Float { max(0, moments[1] - moments[0] * moments[0]) }

  /// What is in each block, in grey levels and their squares: `inner` is the variance at ½ and at full size, and that
  /// of fine detail; `local` is the mean, its square, and the variance at ¼ size, which are to be smoothed.
  private static func moments(_ plane: CoefficientPlane) -> (inner: [SIMD4<Float>], local: [SIMD4<Float>]) {
    let toLevels = 1 / Float(8 * CoefficientPlane.precision)
    var inner = [SIMD4<Float>](repeating: .zero, count: plane.blockCount)
    var local = inner
    func rows(_ weights: [Float]) -> [SIMD8<Float>] {
      stride(from: 0, to: 64, by: 8).map { SIMD8(weights[$0..<$0 + 8]) }
    }
    let quarters = rows(Perception.passed(meanOver: 4)), halves = rows(Perception.passed(meanOver: 2))
    plane.values.withUnsafeBufferPointer { values in
      for block in 0..<plane.blockCount {
        let coefficients = UnsafeRawPointer(values.baseAddress! + block * 64)
        var quarter = SIMD8<Float>(), half = SIMD8<Float>(), full = SIMD8<Float>(), coarse = SIMD4<Float>()
        for y in 0..<8 {
          let row = coefficients.loadUnaligned(fromByteOffset: y * 16, as: SIMD8<Int16>.self)
          var line = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: row)) * toLevels
          line *= line
          if y == 0 { line[0] = 0 }
          quarter += quarters[y] * line
          half += halves[y] * line
          full += line
          if y < 4 { coarse += line.lowHalf }
        }
        let all = full.sum()
        let mean = Float(values[block * 64]) * toLevels
        inner[block] = SIMD4(half.sum(), all, all - coarse.sum(), 0)
        local[block] = SIMD4(mean, mean * mean, quarter.sum(), 0)
      }
    }
    return (inner, local)
  }

  /// A binomial blur over 3 × 3 blocks.
  private static func smooth(_ values: [SIMD4<Float>], _ wide: Int, _ high: Int) -> [SIMD4<Float>] {
    var across = values
    for row in stride(from: 0, to: wide * high, by: wide) {
      for x in 0..<wide {
        let beside = values[row + max(0, x - 1)] + values[row + min(wide - 1, x + 1)]
        across[row + x] = 0.5 * values[row + x] + 0.25 * beside
      }
    }
    var result = across
    for y in 0..<high {
      let above = max(0, y - 1) * wide
      let below = min(high - 1, y + 1) * wide
      for x in 0..<wide {
        result[y * wide + x] = 0.5 * across[y * wide + x] + 0.25 * (across[above + x] + across[below + x])
      }
    }
    return result
  }
}

/// Logarithms and powers to the base of two, four at a time and good to half a percent: enough to weigh by.
enum FastMath {
  /// The logarithm of numbers of at least 1: the exponent, and a parabola through the fraction.
  @inline(__always)
  static func log2(_ x: SIMD4<Float>) -> SIMD4<Float> {
    let bits = unsafeBitCast(x, to: SIMD4<UInt32>.self)
    let exponent = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: bits &>> 23) &- 127)
    let fraction = unsafeBitCast((bits & 0x7F_FFFF) | 0x3F80_0000, to: SIMD4<Float>.self) - 1
    return exponent + fraction * (1.3465 - 0.3465 * fraction)
  }

  /// Two to powers between -126 and 127.
  @inline(__always)
  static func exp2(_ x: SIMD4<Float>) -> SIMD4<Float> {
    let whole = x.rounded(.down)
    let rest = x - whole
    // Added to this number, whole numbers stand in the last bits: Swift would convert them one by one, with checks.
    let marker: Float = 12_582_912  // 1.5 × 2²³
    let bits = unsafeBitCast(whole + marker, to: SIMD4<UInt32>.self)
    let exponent = (bits &- marker.bitPattern &+ 127) &<< 23
    return unsafeBitCast(exponent, to: SIMD4<Float>.self) * (1 + rest * (0.6565 + 0.3435 * rest))
  }
}

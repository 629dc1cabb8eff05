/// The statistics of two pages within one window.
struct Window {
  /// Each page's mean, in grey levels.
  let means: SIMD2<Float>
  /// Each page's variance.
  let variances: SIMD2<Float>
  let covariance: Float

  /// From sums over `count` places of the samples minus 128, of their squares and of their products.
  init(count: Int, _ a: Int32, _ b: Int32, _ aa: Int32, _ bb: Int32, _ ab: Int32) {
    let count = Float(count)
    let mean = SIMD2(Float(a), Float(b)) / count
    means = mean + 128
    variances = (SIMD2(Float(aa), Float(bb)) / count - mean * mean).clamped(
      lowerBound: SIMD2(), upperBound: SIMD2(repeating: .infinity))
    covariance = Float(ab) / count - mean.x * mean.y
  }

  /// The correlation, −1…1; a standard deviation of 3 grey levels counts as noise.
  var correlation: Float { covariance / ((variances.x + 9) * (variances.y + 9)).squareRoot() }

  /// The share of the weaker print that is found in the other's; hardly ever over 2.
  var common: Float { covariance / max(1, variances.min()) }

  /// The standard deviation of each page's print as a share of its light.
  var print: SIMD2<Float> {
    variances.squareRoot() / means.clamped(lowerBound: SIMD2(repeating: 40), upperBound: SIMD2(repeating: 255))
  }
}

/// Sums over windows of two planes of one size, from summed-area tables.
struct WindowSums {
  private let width: Int
  private var table: [SIMD8<Int32>]

  init(_ first: Plane, _ second: Plane) {
    width = first.width + 1
    table = [SIMD8<Int32>](repeating: SIMD8(), count: width * (first.height + 1))
    table.withUnsafeMutableBufferPointer { table in
      first.samples.withUnsafeBufferPointer { one in
        second.samples.withUnsafeBufferPointer { other in
          for y in 0..<first.height {
            var row = SIMD8<Int32>()
            for x in 0..<first.width {
              let a = Int32(one[y * first.stride + x]) - 128
              let b = Int32(other[y * second.stride + x]) - 128
              row &+= SIMD8(a, b, a &* a, b &* b, a &* b, 0, 0, 0)
              table[(y + 1) * width + x + 1] = table[y * width + x + 1] &+ row
            }
          }
        }
      }
    }
  }

  /// The window that reaches so far from a place in both directions.
  func window(_ x: Int, _ y: Int, reach: (x: Int, y: Int)) -> Window {
    let (left, right, top, bottom) = (x - reach.x, x + reach.x + 1, y - reach.y, y + reach.y + 1)
    let sum =
      table[bottom * width + right] &- table[top * width + right] &- table[bottom * width + left]
      &+ table[top * width + left]
    return Window(
      count: (right - left) * (bottom - top), sum[0], sum[1], sum[2], sum[3], sum[4])
  }
}

/// Measures the quantization error: the sum of squared errors, weighted by frequency and block.
struct WeightedError {
  private let steps: [SIMD8<Float>]

  init(_ table: QuantizationTable) {
    steps = stride(from: 0, to: 64, by: 8).map { row in SIMD8((row..<row + 8).map { Float(table.steps[$0]) }) }
  }

  /// The share of each frequency's energy that remains at each of the four reductions, as rows of eight frequencies.
  private static let basis: [[SIMD8<Float>]] = Perception.lanes.map { lane in
    stride(from: 0, to: 64, by: 8).map { SIMD8(lane[$0..<$0 + 8]) }
  }

  /// The weighted error of `count` blocks, in squared grey levels, summed over their pixels.
  func sum(
    _ source: UnsafePointer<Int16>, _ quantized: UnsafePointer<Int16>, count: Int, weights: UnsafePointer<SIMD4<Float>>
  ) -> Double {
    let basis = Self.basis
    var total = 0.0
    for block in 0..<count {
      var sums = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
      for y in 0..<8 {
        let offset = (block * 64 + y * 8) * 2
        let c = UnsafeRawPointer(source).loadUnaligned(fromByteOffset: offset, as: SIMD8<Int16>.self)
        let q = UnsafeRawPointer(quantized).loadUnaligned(fromByteOffset: offset, as: SIMD8<Int16>.self)
        var e = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: c)) * (1 / Float(CoefficientPlane.precision))
        e -= SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: q)) * steps[y]
        e *= e
        sums.0 += e * basis[0][y]
        sums.1 += e * basis[1][y]
        sums.2 += e * basis[2][y]
        sums.3 += e * basis[3][y]
      }
      let w = weights[block]
      total += Double(sums.0.sum() * w[0] + sums.1.sum() * w[1] + sums.2.sum() * w[2] + sums.3.sum() * w[3])
    }
    return total
  }
}

import Foundation

/// The inverse discrete cosine transform of JPEG (ITU-T T.81, A.3.3) over a whole plane: the samples that a decoder
/// shows.
enum InverseDCT {
  /// The samples of quantized coefficients. Decoders may differ by one level.
  static func plane(of quantized: CoefficientPlane, _ table: QuantizationTable, width: Int, height: Int) -> Plane {
    let stride = 8 * quantized.blocksWide
    // The basis, then the rows of the table.
    let factors = basis + (0..<8).map { row in SIMD8<Float>((0..<8).map { Float(table.steps[row * 8 + $0]) }) }
    let samples = [UInt8](unsafeUninitializedCapacity: stride * 8 * quantized.blocksHigh) { output, count in
      count = output.count
      quantized.values.withUnsafeBufferPointer { values in
        factors.withUnsafeBufferPointer { factors in
          for block in 0..<quantized.blockCount {
            let (row, column) = block.quotientAndRemainder(dividingBy: quantized.blocksWide)
            transform(
              values.baseAddress! + block * 64, factors.baseAddress!, factors.baseAddress! + 8,
              to: output.baseAddress! + 8 * (row * stride + column), stride: stride)
          }
        }
      }
    }
    return Plane(width: width, height: height, stride: stride, samples: samples)
  }

  /// Transforms one block: its columns as sums of its rows, then each row as a sum of basis vectors.
  @inline(__always)
  private static func transform(
    _ block: UnsafePointer<Int16>, _ basis: UnsafePointer<SIMD8<Float>>, _ steps: UnsafePointer<SIMD8<Float>>,
    to corner: UnsafeMutablePointer<UInt8>, stride: Int
  ) {
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 8) { rows in
      rows.initialize(repeating: .zero)
      for v in 0..<8 {
        let levels = UnsafeRawPointer(block + v * 8).loadUnaligned(as: SIMD8<Int16>.self)
        guard levels != .zero else { continue }
        let line = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: levels)) * steps[v]
        let cosines = basis[v]
        for y in 0..<8 { rows[y] += line * cosines[y] }
      }
      for y in 0..<8 {
        // 128 is JPEG's level shift.
        var row = SIMD8<Float>(repeating: 128)
        let line = rows[y]
        for u in 0..<8 { row += basis[u] * line[u] }
        row.clamp(lowerBound: .zero, upperBound: SIMD8(repeating: 255))
        // Adding 1.5 × 2²³ leaves the rounded integer in a float's low bits.
        let rounded = unsafeBitCast(row + 12_582_912, to: SIMD8<UInt32>.self)
        UnsafeMutableRawPointer(corner + y * stride).storeBytes(
          of: SIMD8<UInt8>(truncatingIfNeeded: rounded), as: SIMD8<UInt8>.self)
      }
    }
  }

  /// For each frequency, its cosine at the eight samples.
  private static let basis: [SIMD8<Float>] = (0..<8).map { k in
    let norm = Float(k == 0 ? 0.125 : 0.25).squareRoot()
    var cosines = SIMD8<Float>.zero
    for x in 0..<8 {
      let angle = Float((2 * x + 1) * k) * Float.pi / 16
      cosines[x] = cos(angle) * norm
    }
    return cosines
  }
}

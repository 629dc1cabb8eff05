import Foundation

/// The forward discrete cosine transform of JPEG (ITU-T T.81, A.3.3) over a whole plane.
///
/// Each row of a block is one SIMD vector. The column transform is a butterfly between these vectors. The row transform
/// is a sum of basis vectors, each weighted by one sample, so no transposition is needed.
enum ForwardDCT {
  /// The coefficients of every block of a plane. Blocks that reach beyond the edge are padded with the last column and
  /// row, which takes few bits; decoders discard the padding.
  static func transform(_ plane: Plane) -> CoefficientPlane {
    let blocksWide = (plane.width + 7) / 8
    let blocksHigh = (plane.height + 7) / 8
    let basis = Basis()
    return CoefficientPlane(blocksWide: blocksWide, blocksHigh: blocksHigh) { output in
      plane.samples.withUnsafeBufferPointer { samples in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { edge in
          for row in 0..<blocksHigh {
            for column in 0..<blocksWide {
              let block = output + (row * blocksWide + column) * 64
              let inside = column * 8 + 8 <= plane.width && row * 8 + 8 <= plane.height
              if inside {
                let corner = samples.baseAddress! + row * 8 * plane.stride + column * 8
                transformBlock(corner, stride: plane.stride, basis, to: block)
              } else {
                for y in 0..<8 {
                  let line = min(row * 8 + y, plane.height - 1) * plane.stride
                  for x in 0..<8 { edge[y * 8 + x] = samples[line + min(column * 8 + x, plane.width - 1)] }
                }
                transformBlock(edge.baseAddress!, stride: 8, basis, to: block)
              }
            }
          }
        }
      }
    }
  }

  /// Transforms one block of 8 × 8 samples, level-shifted by 128 as JPEG requires.
  @inline(__always)
  private static func transformBlock(
    _ samples: UnsafePointer<UInt8>, stride: Int, _ basis: Basis, to block: UnsafeMutablePointer<Int16>
  ) {
    @inline(__always) func row(_ y: Int) -> SIMD8<Float> {
      let bytes = UnsafeRawPointer(samples + y * stride).loadUnaligned(as: SIMD8<UInt8>.self)
      return SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: bytes))
    }
    let r0 = row(0), r1 = row(1), r2 = row(2), r3 = row(3), r4 = row(4), r5 = row(5), r6 = row(6), r7 = row(7)
    // Even coefficients come from sums of mirrored rows, odd ones from their differences.
    let s0 = r0 + r7, s1 = r1 + r6, s2 = r2 + r5, s3 = r3 + r4
    let d0 = r0 - r7, d1 = r1 - r6, d2 = r2 - r5, d3 = r3 - r4
    let e0 = s0 + s3, e1 = s1 + s2, o0 = s0 - s3, o1 = s1 - s2
    writeRow((e0 + e1) * c4, 0)
    writeRow(d0 * c1 + d1 * c3 + d2 * c5 + d3 * c7, 1)
    writeRow(o0 * c2 + o1 * c6, 2)
    writeRow(d0 * c3 - d1 * c7 - d2 * c1 - d3 * c5, 3)
    writeRow((e0 - e1) * c4, 4)
    writeRow(d0 * c5 - d1 * c1 + d2 * c7 + d3 * c3, 5)
    writeRow(o0 * c6 - o1 * c2, 6)
    writeRow(d0 * c7 - d1 * c5 + d2 * c3 - d3 * c1, 7)
    block[0] &-= 128 * 8 * Int16(CoefficientPlane.precision)

    @inline(__always) func writeRow(_ v: SIMD8<Float>, _ y: Int) {
      var line = basis.b0 * v[0]
      line += basis.b1 * v[1]
      line += basis.b2 * v[2]
      line += basis.b3 * v[3]
      line += basis.b4 * v[4]
      line += basis.b5 * v[5]
      line += basis.b6 * v[6]
      line += basis.b7 * v[7]
      // Adding 1.5 × 2²³ leaves the rounded integer in a float's low bits.
      let rounded = unsafeBitCast(line + 12_582_912, to: SIMD8<UInt32>.self)
      UnsafeMutableRawPointer(block + y * 8).storeBytes(
        of: SIMD8<Int16>(truncatingIfNeeded: rounded), as: SIMD8<Int16>.self)
    }
  }

  // ½·cos(kπ/16), the factors of the orthonormal 8-point transform; c4 includes the 1/√2 of the DC coefficient.
  private static let c1: Float = 0.490392640
  private static let c2: Float = 0.461939766
  private static let c3: Float = 0.415734806
  private static let c4: Float = 0.353553391
  private static let c5: Float = 0.277785117
  private static let c6: Float = 0.191341716
  private static let c7: Float = 0.097545161

  /// What each sample of a row contributes to the row's eight coefficients, scaled to units of 1/16.
  private struct Basis {
    let b0, b1, b2, b3, b4, b5, b6, b7: SIMD8<Float>

    init() {
      func sample(_ x: Int) -> SIMD8<Float> {
        var b = SIMD8<Float>()
        for k in 0..<8 {
          let angle = Float((2 * x + 1) * k) * Float.pi / 16
          b[k] = cos(angle) * (k == 0 ? 0.125 as Float : 0.25).squareRoot() * Float(CoefficientPlane.precision)
        }
        return b
      }
      b0 = sample(0)
      b1 = sample(1)
      b2 = sample(2)
      b3 = sample(3)
      b4 = sample(4)
      b5 = sample(5)
      b6 = sample(6)
      b7 = sample(7)
    }
  }
}

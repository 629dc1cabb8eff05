/// The forward discrete cosine transform of JPEG (ITU-T T.81, A.3.3) over a whole plane.
///
/// Rows of a block are vectors. Down the columns the transform is a butterfly between those vectors; along a row it is
/// a sum of basis vectors, each weighted by one sample. Nothing needs transposing.
enum ForwardDCT {
  /// The coefficients of every block of a plane. Beyond the picture's edge its last column and row go on, which costs
  /// least to code and is never seen.
  static func transform(_ plane: Plane) -> CoefficientPlane {
    let blocksWide = (plane.width + 7) / 8
    let blocksHigh = (plane.height + 7) / 8
    return CoefficientPlane(blocksWide: blocksWide, blocksHigh: blocksHigh) { output in
      plane.samples.withUnsafeBufferPointer { samples in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { edge in
          for row in 0..<blocksHigh {
            for column in 0..<blocksWide {
              let block = output + (row * blocksWide + column) * 64
              let inside = column * 8 + 8 <= plane.width && row * 8 + 8 <= plane.height
              if inside {
                let corner = samples.baseAddress! + row * 8 * plane.stride + column * 8
                transformBlock(corner, stride: plane.stride, to: block)
              } else {
                for y in 0..<8 {
                  let line = min(row * 8 + y, plane.height - 1) * plane.stride
                  for x in 0..<8 { edge[y * 8 + x] = samples[line + min(column * 8 + x, plane.width - 1)] }
                }
                transformBlock(edge.baseAddress!, stride: 8, to: block)
              }
            }
          }
        }
      }
    }
  }

  /// One block of 8 × 8 samples, level-shifted by 128 as JPEG wants it.
  @inline(__always)
  static func transformBlock(_ samples: UnsafePointer<UInt8>, stride: Int, to block: UnsafeMutablePointer<Int16>) {
    @inline(__always) func row(_ y: Int) -> SIMD8<Float> {
      let bytes = UnsafeRawPointer(samples + y * stride).loadUnaligned(as: SIMD8<UInt8>.self)
      return SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: bytes))
    }
    let r0 = row(0), r1 = row(1), r2 = row(2), r3 = row(3), r4 = row(4), r5 = row(5), r6 = row(6), r7 = row(7)
    // Even coefficients come from sums of mirrored rows, odd ones from their differences.
    let s0 = r0 + r7, s1 = r1 + r6, s2 = r2 + r5, s3 = r3 + r4
    let d0 = r0 - r7, d1 = r1 - r6, d2 = r2 - r5, d3 = r3 - r4
    let e0 = s0 + s3, e1 = s1 + s2, o0 = s0 - s3, o1 = s1 - s2
    var levelShift = SIMD8<Float>()
    levelShift[0] = 128 * 8 * Float(CoefficientPlane.precision)
    write((e0 + e1) * c4, 0, minus: levelShift)
    write(d0 * c1 + d1 * c3 + d2 * c5 + d3 * c7, 1)
    write(o0 * c2 + o1 * c6, 2)
    write(d0 * c3 - d1 * c7 - d2 * c1 - d3 * c5, 3)
    write((e0 - e1) * c4, 4)
    write(d0 * c5 - d1 * c1 + d2 * c7 + d3 * c3, 5)
    write(o0 * c6 - o1 * c2, 6)
    write(d0 * c7 - d1 * c5 + d2 * c3 - d3 * c1, 7)

    @inline(__always) func write(_ v: SIMD8<Float>, _ y: Int, minus shift: SIMD8<Float> = SIMD8()) {
      // The same butterfly once more, between the samples of a row; the four sums weigh the even basis vectors'
      // halves, the four differences the odd ones'.
      let reversed = SIMD8<Float>(v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0])
      let sum = v.lowHalf + reversed.lowHalf
      let difference = v.lowHalf - reversed.lowHalf
      var even: SIMD4<Float> = sum[0] * evenBasis.0
      var odd: SIMD4<Float> = difference[0] * oddBasis.0
      even += sum[1] * evenBasis.1
      odd += difference[1] * oddBasis.1
      even += sum[2] * evenBasis.2
      odd += difference[2] * oddBasis.2
      even += sum[3] * evenBasis.3
      odd += difference[3] * oddBasis.3
      var line = SIMD8<Float>()
      line.evenHalf = even
      line.oddHalf = odd
      let rounded = SIMD8<Int32>((line - shift).rounded(.toNearestOrEven))
      UnsafeMutableRawPointer(block + y * 8).storeBytes(
        of: SIMD8<Int16>(truncatingIfNeeded: rounded), as: SIMD8<Int16>.self)
    }
  }

  // ½·cos(kπ/16): the orthonormal 8-point transform's factors; c4 also carries the 1/√2 of the mean.
  private static let c1: Float = 0.490392640
  private static let c2: Float = 0.461939766
  private static let c3: Float = 0.415734806
  private static let c4: Float = 0.353553391
  private static let c5: Float = 0.277785117
  private static let c6: Float = 0.191341716
  private static let c7: Float = 0.097545161

  // What one sum (or difference) of mirrored samples adds to coefficients 0, 2, 4, 6 (or 1, 3, 5, 7), with the factor
  // that makes units of 1/16.
  private static let scale = Float(CoefficientPlane.precision)
  private static let evenBasis = (
    SIMD4(c4, c2, c4, c6) * scale, SIMD4(c4, c6, -c4, -c2) * scale,
    SIMD4(c4, -c6, -c4, c2) * scale, SIMD4(c4, -c2, c4, -c6) * scale
  )
  private static let oddBasis = (
    SIMD4(c1, c3, c5, c7) * scale, SIMD4(c3, -c7, -c1, -c5) * scale,
    SIMD4(c5, -c1, c7, c3) * scale, SIMD4(c7, -c5, c3, -c1) * scale
  )
}

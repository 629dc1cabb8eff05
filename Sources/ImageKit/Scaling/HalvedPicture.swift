/// A filter that halves a row or a column: seven weights in 32nds, for the samples 2i - 2 to 2i + 4.
struct HalvingFilter: Sendable {
  let weights: [Int16]

  /// Centred on sample 2i + 1, and nearly flat up to where the halved row ends.
  static let onSample = HalvingFilter(weights: [-1, -1, 9, 18, 9, -1, -1])
  /// Centred a quarter of a sample after the middle of samples 2i and 2i + 1: where a row of colour belongs when that of
  /// luma, which has twice its samples, is halved by `onSample`.
  static let afterMiddle = HalvingFilter(weights: [0, 0, 12, 16, 4, 0, 0])
}

extension PlanarPicture {
  /// The picture at half its size, sides rounded up, its subsampling kept.
  ///
  /// Samples lie on every second sample of the original, not between two. Encoding/README.md says why.
  func halved() -> PlanarPicture {
    func halve(_ plane: Plane, _ horizontal: Int, _ vertical: Int) -> Plane {
      PlaneScaler.halve(
        plane, across: horizontal == 1 ? .onSample : .afterMiddle, down: vertical == 1 ? .onSample : .afterMiddle)
    }
    return PlanarPicture(
      luma: halve(luma, 1, 1),
      chroma: chroma.map {
        Chroma(
          blue: halve($0.blue, horizontalSubsampling, verticalSubsampling),
          red: halve($0.red, horizontalSubsampling, verticalSubsampling))
      }, horizontalSubsampling: horizontalSubsampling, verticalSubsampling: verticalSubsampling)
  }
}

extension PlaneScaler {
  /// A plane at half its size, sides rounded up; beyond the edge its last samples go on.
  static func halve(_ plane: Plane, across: HalvingFilter, down: HalvingFilter) -> Plane {
    let width = (plane.width + 1) / 2
    let height = (plane.height + 1) / 2
    // One filtered column sum for each sample of a row, and room for the filter's reach on either side.
    let reach = 8
    let padded = (plane.width + 15) / 16 * 16
    let a = across.weights.map { Int32($0) }
    let d = down.weights
    let samples = [UInt8](unsafeUninitializedCapacity: width * height + 8) { output, initialized in
      plane.samples.withUnsafeBufferPointer { input in
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: padded + 4 * reach) { room in
          let line = room.baseAddress! + reach
          for y in 0..<height {
            let rows = (0..<7).map { input.baseAddress! + min(max(2 * y - 2 + $0, 0), plane.height - 1) * plane.stride }
            rows.withUnsafeBufferPointer { rows in
              var x = 0
              while x + 16 <= plane.width {
                var sum = SIMD16<Int16>(repeating: 2)
                for k in 0..<7 where d[k] != 0 {
                  let bytes = UnsafeRawPointer(rows[k] + x).loadUnaligned(as: SIMD16<UInt8>.self)
                  sum &+= d[k] &* SIMD16<Int16>(truncatingIfNeeded: bytes)
                }
                // Eighths of a grey level: what is left of the sixteen bits is the second pass's room.
                UnsafeMutableRawPointer(line + x).storeBytes(of: sum &>> 2, as: SIMD16<Int16>.self)
                x += 16
              }
              while x < plane.width {
                var sum: Int32 = 2
                for k in 0..<7 { sum += Int32(d[k]) * Int32(rows[k][x]) }
                line[x] = Int16(sum >> 2)
                x += 1
              }
            }
            for x in 1...reach {
              line[-x] = line[0]
              line[plane.width - 1 + x] = line[plane.width - 1]
            }
            let out = output.baseAddress! + y * width
            var x = 0
            while x < width {
              // Pairs of samples in 32 bits: the even one below, the odd one above.
              @inline(__always) func pair(_ offset: Int) -> SIMD8<Int32> {
                UnsafeRawPointer(line + 2 * x + offset).loadUnaligned(as: SIMD8<Int32>.self)
              }
              @inline(__always) func even(_ v: SIMD8<Int32>) -> SIMD8<Int32> { (v &<< 16) &>> 16 }
              let v0 = pair(-2), v1 = pair(0), v2 = pair(2), v3 = pair(4)
              var sum = SIMD8<Int32>(repeating: 128)
              sum &+= a[0] &* even(v0) &+ a[1] &* (v0 &>> 16)
              sum &+= a[2] &* even(v1) &+ a[3] &* (v1 &>> 16)
              sum &+= a[4] &* even(v2) &+ a[5] &* (v2 &>> 16)
              sum &+= a[6] &* even(v3)
              let level = (sum &>> 8).clamped(lowerBound: SIMD8(repeating: 0), upperBound: SIMD8(repeating: 255))
              let bytes = SIMD8<UInt8>(truncatingIfNeeded: level)
              // The last vector of a row may reach into the next row, which is written after it.
              UnsafeMutableRawPointer(out + x).storeBytes(of: bytes, as: SIMD8<UInt8>.self)
              x += 8
            }
          }
        }
      }
      initialized = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: samples)
  }
}

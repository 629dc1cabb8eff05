/// Quantizes the DC coefficients of blocks by rate-distortion optimization.
///
/// On plain paper at low bit rates, the differences between DC coefficients take a third of a file or more, so DC
/// coefficients are not simply rounded. A dynamic program (a trellis) along each row of blocks considers three
/// neighbouring levels per block, and minimizes weighted squared error + lambda × the bits of the differences, as the
/// previous pass measured them.
struct DCChoice {
  /// 1/(step × precision).
  private let inverse: Float
  /// step².
  private let gain: Float
  private let lambda: Float
  /// The bits of a difference by its magnitude category, extra bits included.
  private let bits: [Float]

  init(step: UInt16, lambda: Float, costs: SymbolCosts) {
    inverse = 1 / (Float(step) * Float(CoefficientPlane.precision))
    gain = Float(step) * Float(step)
    self.lambda = lambda
    // The measured cost may be less than one bit, but no Huffman code is shorter than that.
    bits = costs.bits.prefix(16).enumerated().map { max($0.element, 1 + Float($0.offset)) }
  }

  /// The number of levels considered for each block.
  private static let width = 3

  /// A block's DC coefficient, quantized by rounding.
  func nearest(_ block: UnsafePointer<Int16>) -> Int { Int((Float(block[0]) * inverse).rounded()) }

  /// Quantizes the DC coefficients of one row of blocks. `previous` is that of the preceding block; it is set to that
  /// of the row's last block.
  func quantize(
    _ input: UnsafePointer<Int16>, count: Int, weights: UnsafePointer<SIMD4<Float>>, after previous: inout Int,
    to output: UnsafeMutablePointer<Int16>, statistics: inout SymbolStatistics
  ) {
    bits.withUnsafeBufferPointer { bits in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count * Self.width) { trail in
        choose(input, count, weights, previous, output, bits.baseAddress!, trail.baseAddress!)
      }
    }
    for block in 0..<count {
      let dc = Int(output[block * 64])
      statistics.add(difference: dc - previous)
      previous = dc
    }
  }

  /// Finds the path of least cost along the row. `trail` holds, for each level of each block, the preceding block's
  /// level on the best path.
  @inline(__always)
  private func choose(
    _ input: UnsafePointer<Int16>, _ count: Int, _ weights: UnsafePointer<SIMD4<Float>>, _ previous: Int,
    _ output: UnsafeMutablePointer<Int16>, _ bits: UnsafePointer<Float>, _ trail: UnsafeMutablePointer<UInt8>
  ) {
    let width = Self.width
    // The lowest level of the preceding block, and the least cost of a path to each of its levels.
    var lowest = previous
    var sums = SIMD4<Float>(0, .infinity, .infinity, .infinity)
    for block in 0..<count {
      let x = Float(input[block * 64]) * inverse
      let first = Int(x.rounded()) - 1
      let gain = gain * weights[block].sum()
      var next = SIMD4<Float>(repeating: .infinity)
      for level in 0..<width {
        var best = Float.infinity
        var from = 0
        for before in 0..<width {
          let difference = abs(first + level - lowest - before)
          let cost = sums[before] + lambda * bits[Int.bitWidth - difference.leadingZeroBitCount]
          if cost < best {
            best = cost
            from = before
          }
        }
        let error = x - Float(first + level)
        next[level] = best + gain * error * error
        trail[block * width + level] = UInt8(from)
      }
      sums = next - next.min()
      lowest = first
      output[block * 64] = Int16(first)
    }
    var level = 0
    for other in 1..<width where sums[other] < sums[level] { level = other }
    for block in stride(from: count - 1, through: 0, by: -1) {
      output[block * 64] += Int16(level)
      level = Int(trail[block * width + level])
    }
  }
}

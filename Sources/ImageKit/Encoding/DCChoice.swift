/// Chooses the quantized DC coefficients of blocks: those whose differences, one block to the next, are worth their bits.
///
/// On quiet paper at few bytes the differences between DC coefficients take a third of a file or more, so they are not
/// simply rounded: along a row of blocks a dynamic program weighs three neighbouring levels of each against what their
/// differences cost, as the pass before measured it.
struct DCChoice {
  /// 1/(step × precision).
  private let inverse: Float
  /// step².
  private let gain: Float
  private let lambda: Float
  /// Bits by the category of a difference, its extra bits included.
  private let bits: [Float]

  init(step: UInt16, lambda: Float, costs: SymbolCosts) {
    inverse = 1 / (Float(step) * Float(CoefficientPlane.precision))
    gain = Float(step) * Float(step)
    self.lambda = lambda
    // Not even the most frequent of all differences has a code shorter than one bit.
    bits = costs.bits.prefix(16).enumerated().map { max($0.element, 1 + Float($0.offset)) }
  }

  /// How many levels are weighed for each block.
  private static let width = 3

  /// A block's DC coefficient, simply rounded.
  func nearest(_ block: UnsafePointer<Int16>) -> Int { Int((Float(block[0]) * inverse).rounded()) }

  /// Chooses the DC coefficients of one row of blocks, following that of the block before (`previous`), which becomes the last.
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
      let mean = Int(output[block * 64])
      statistics.add(difference: mean - previous)
      previous = mean
    }
  }

  /// Finds the cheapest way along the row; `trail` remembers from which level before each level came.
  @inline(__always)
  private func choose(
    _ input: UnsafePointer<Int16>, _ count: Int, _ weights: UnsafePointer<SIMD4<Float>>, _ previous: Int,
    _ output: UnsafeMutablePointer<Int16>, _ bits: UnsafePointer<Float>, _ trail: UnsafeMutablePointer<UInt8>
  ) {
    let width = Self.width
    // Of the block before: its lowest level, and what each of its levels has cost so far.
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

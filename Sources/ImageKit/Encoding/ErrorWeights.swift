import CVision

/// How much squared errors count in each block of luma, after the structural similarity of pictures (SSIM) at several
/// reductions.
///
/// Multi-scale SSIM, and SSIMULACRA2 after it, compares pictures at full size, ½, ¼ and so on. At each size an error
/// counts in relation to the variance of both pictures around it plus a constant: 1 / (2 × variance + stabilizer).
/// Texture hides errors; plain paper does not. Each block gets one weight for each reduction, the mean over its samples.
struct ErrorWeights {
  /// The reductions: each sample the mean of a square of 8, 4, 2 and 1 samples a side.
  static let lengths: SIMD4<Float> = [8, 4, 2, 1]

  /// The weights of each block at the reductions of `lengths`. All together, they are 1 on average.
  let values: [SIMD4<Float>]
  /// Their mean over all blocks.
  let mean: SIMD4<Float>
  /// What an error counts on average beside one on flat paper: at most 1. A weight multiplied by this can be compared
  /// between pictures.
  let absolute: Float

  /// Weighs the blocks of a plane.
  init(_ plane: Plane, shares: SIMD4<Float>, stabilizer: Float) {
    let blocksWide = (plane.width + 7) / 8
    let blocksHigh = (plane.height + 7) / 8
    var values = [SIMD4<Float>](repeating: .zero, count: blocksWide * blocksHigh)
    var cells = Cells(plane)
    for lane in [3, 2, 1, 0] {
      if shares[lane] > 0 {
        values.withUnsafeMutableBufferPointer { values in
          cells.addWeights(
            to: values, blocksWide: blocksWide, blocksHigh: blocksHigh, lane: lane, scale: shares[lane],
            stabilizer: stabilizer)
        }
      }
      if lane > 0 { cells = cells.reduced() }
    }
    let sum = values.reduce(.zero, +)
    let norm = Float(values.count) / sum.sum()
    for block in values.indices { values[block] *= norm }
    self.values = values
    mean = sum / sum.sum()
    absolute = stabilizer / norm
  }

  /// The moments of 2 × 2 samples at one reduction. Their means are the samples of the next.
  private struct Cells {
    let wide: Int
    let high: Int
    /// Samples of the plane that a cell covers, a side: 2, 4, 8 or 16.
    let span: Int
    let means: [Float]
    let squares: [Float]

    private init(
      wide: Int, high: Int, span: Int, _ fill: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
      var squares: [Float] = []
      means = [Float](unsafeUninitializedCapacity: wide * high) { means, meanCount in
        squares = [Float](unsafeUninitializedCapacity: wide * high) { squares, squareCount in
          fill(means.baseAddress!, squares.baseAddress!)
          squareCount = wide * high
        }
        meanCount = wide * high
      }
      self.squares = squares
      self.wide = wide
      self.high = high
      self.span = span
    }

    init(_ plane: Plane) {
      self.init(wide: (plane.width + 1) / 2, high: (plane.height + 1) / 2, span: 2) {
        cvision_cells_of_bytes(plane.samples, plane.stride, Int32(plane.width), Int32(plane.height), $0, $1)
      }
    }

    /// The cells of the next reduction.
    func reduced() -> Cells {
      Cells(wide: (wide + 1) / 2, high: (high + 1) / 2, span: 2 * span) {
        cvision_cells(means, Int32(wide), Int32(high), $0, $1)
      }
    }

    /// Adds the mean weight of each block's cells to a lane of its weights.
    func addWeights(
      to values: UnsafeMutableBufferPointer<SIMD4<Float>>, blocksWide: Int, blocksHigh: Int, lane: Int, scale: Float,
      stabilizer: Float
    ) {
      let perBlock = max(1, 8 / span)
      var row = [Float](repeating: 0, count: wide)
      var scratch = [Float](repeating: 0, count: 2 * (wide + 2))
      means.withUnsafeBufferPointer { means in
        squares.withUnsafeBufferPointer { squares in
          for y in 0..<high {
            let rows = [max(0, y - 1), y, min(high - 1, y + 1)]
            cvision_variance_weights(
              rows.map { means.baseAddress! + $0 * wide }, rows.map { squares.baseAddress! + $0 * wide }, Int32(wide),
              stabilizer, &scratch, &row)
            // A cell of 16 samples serves two rows of blocks.
            for blockRow in stride(
              from: y * span / 8, to: min(blocksHigh, max(y * span / 8 + 1, (y + 1) * span / 8)), by: 1)
            {
              let rowsInBlock = min(perBlock, high - blockRow * 8 / span)
              for block in 0..<blocksWide {
                let first = block * 8 / span
                let count = min(perBlock, wide - first)
                var sum: Float = 0
                for x in first..<first + count { sum += row[x] }
                values[blockRow * blocksWide + block][lane] += sum * scale / Float(count * rowsInBlock)
              }
            }
          }
        }
      }
    }
  }
}

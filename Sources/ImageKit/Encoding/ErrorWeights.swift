import CVision

/// The weights of squared errors in each block of luma, derived from the structural similarity index (SSIM) at several
/// reductions of the picture.
///
/// Multi-scale SSIM and SSIMULACRA2 compare pictures at full size, ½, ¼ and so on. At each size, an error is weighted
/// by 1 / (2 × variance + stabilizer), where the variance is that of the samples around it: texture masks errors, plain
/// paper does not. Each block has one weight per reduction, the mean over its samples.
struct ErrorWeights {
  /// The reductions: box filters over squares of 8, 4, 2 and 1 samples a side.
  static let lengths: SIMD4<Float> = [8, 4, 2, 1]

  /// The weights of each block at the reductions of `lengths`, scaled so that their sum is 1 on average over all
  /// blocks.
  let values: [SIMD4<Float>]
  /// The mean of `values` over all blocks.
  let mean: SIMD4<Float>
  /// The mean weight before `values` were scaled, relative to that of flat paper: at most 1. Errors weighted by
  /// `values`
  /// and multiplied by this can be compared between pictures.
  let absolute: Float

  /// Computes the weights of a plane's blocks. `shares` are those of the reductions in the total error.
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

  /// The means and mean squares of 2 × 2 samples at one reduction. The means are the samples of the next reduction.
  private struct Cells {
    let wide: Int
    let high: Int
    /// The side of a cell in samples of the plane: 2, 4, 8 or 16.
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

    /// Adds the mean weight of each block's cells to one lane of the block's weights.
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
            // A cell of 16 × 16 samples covers two rows of blocks.
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

/// What lies beneath the stamp, coarsely: how light it is, and how restless, on a grid of square cells.
///
/// Both are quantiles and not means, so that print on paper counts as paper: a cell with less than half ink has the
/// paper's lightness and the paper's calm.
struct Backdrop: Sendable {
  /// Pixels a cell's side.
  let cell: Int
  /// Cells a row.
  let columns: Int
  /// Rows of cells.
  let rows: Int
  /// The median luma of each cell, 0 to 255.
  let levels: [UInt8]
  /// Restlessness of each cell in luma levels: twice the smaller distance of a quartile from the median.
  let roughness: [UInt8]

  /// Surveys a picture's luma with cells of about `cell` pixels, looking at some 150 samples of each.
  init(_ luma: Plane, cell: Int) {
    let cell = max(4, cell)
    let columns = (luma.width + cell - 1) / cell
    let rows = (luma.height + cell - 1) / cell
    let stride = max(1, cell / 12)
    var levels = [UInt8](repeating: 0, count: columns * rows)
    var roughness = levels
    luma.samples.withUnsafeBufferPointer { samples in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 64) { histogram in
        for row in 0..<rows {
          for column in 0..<columns {
            // Four luma levels a bin: finer than the eye needs here.
            histogram.update(repeating: 0)
            var count = 0
            for y in Swift.stride(from: row * cell, to: min(luma.height, (row + 1) * cell), by: stride) {
              for x in Swift.stride(from: column * cell, to: min(luma.width, (column + 1) * cell), by: stride) {
                histogram[Int(samples[y * luma.stride + x]) >> 2] &+= 1
                count &+= 1
              }
            }
            var quartiles = SIMD3(0, 0, 0)
            var seen = 0
            for bin in 0..<64 {
              seen += Int(histogram[bin])
              if 4 * seen <= count { quartiles[0] = bin + 1 }
              if 2 * seen <= count { quartiles[1] = bin + 1 }
              if 4 * seen <= 3 * count { quartiles[2] = bin + 1 }
            }
            let spread = min(quartiles[1] - quartiles[0], quartiles[2] - quartiles[1])
            levels[row * columns + column] = UInt8(min(255, quartiles[1] * 4 + 2))
            roughness[row * columns + column] = UInt8(min(255, spread * 8))
          }
        }
      }
    }
    self.cell = cell
    self.columns = columns
    self.rows = rows
    self.levels = levels
    self.roughness = roughness
  }

  /// The median luma around a pixel, which may lie outside of the picture.
  func level(x: Int, y: Int) -> Int {
    let column = min(max(x / cell, 0), columns - 1)
    let row = min(max(y / cell, 0), rows - 1)
    return Int(levels[row * columns + column])
  }
}

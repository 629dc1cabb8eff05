/// What lies beneath the stamp, coarsely: how light it is, and how rough, on a grid of square cells.
///
/// Both are quantiles and not means, so that print on paper counts as paper: ground with less than half ink has the
/// paper's lightness and the paper's calm. A median also keeps the edge between paper and desk where it is.
struct Backdrop: Sendable {
  /// Pixels a cell's side.
  let cell: Int
  /// Cells a row.
  let columns: Int
  /// Rows of cells.
  let rows: Int
  /// The median luma around each cell, 0 to 255.
  let levels: [UInt8]
  /// Roughness around each cell in luma levels: twice the smaller distance of a quartile from the median.
  let roughness: [UInt8]

  /// How many cells to each side count as around a cell.
  private static let reach = 2

  /// Surveys a picture's luma with cells of `cell` pixels, looking at 25 to 49 samples of each.
  init(_ luma: Plane, cell: Int) {
    let cell = max(4, cell)
    let columns = (luma.width + cell - 1) / cell
    let rows = (luma.height + cell - 1) / cell
    let step = max(1, cell / 5)
    var histograms = [LumaHistogram](repeating: LumaHistogram(), count: columns * rows)
    luma.samples.withUnsafeBufferPointer { samples in
      for y in stride(from: 0, to: luma.height, by: step) {
        let row = y / cell * columns
        for x in stride(from: 0, to: luma.width, by: step) {
          histograms[row + x / cell].count(samples[y &* luma.stride &+ x])
        }
      }
    }
    // What is around is summed across first, then down.
    var across = histograms
    for row in stride(from: 0, to: rows * columns, by: columns) {
      for column in 0..<columns {
        for x in max(0, column - Self.reach)...min(columns - 1, column + Self.reach) where x != column {
          across[row + column].add(histograms[row + x])
        }
      }
    }
    var levels = [UInt8](repeating: 0, count: columns * rows)
    var roughness = levels
    for row in 0..<rows {
      for column in 0..<columns {
        var around = LumaHistogram()
        for y in max(0, row - Self.reach)...min(rows - 1, row + Self.reach) { around.add(across[y * columns + column]) }
        let (lower, median, upper) = around.quartiles
        levels[row * columns + column] = UInt8(median)
        roughness[row * columns + column] = UInt8(min(255, 2 * min(median - lower, upper - median)))
      }
    }
    self.cell = cell
    self.columns = columns
    self.rows = rows
    self.levels = levels
    self.roughness = roughness
  }

  /// The median luma around a pixel of the picture.
  func level(x: Int, y: Int) -> Int {
    Int(levels[y / cell * columns + x / cell])
  }

  // MARK: Between the cells

  /// A run of pixels in a row between the middles of two cells, in which every value changes evenly.
  struct Stretch {
    /// The four cells around it.
    fileprivate var upperLeft, upperRight, lowerLeft, lowerRight: Int
    /// How far down from the upper cells' middle to the lower ones', in 256ths.
    fileprivate var down: Int32
    /// Pixels from the left cells' middle to the start.
    fileprivate var offset: Int32
    /// Pixels to the right cells' middle.
    var length: Int
  }

  /// The stretch that starts at a pixel of the picture.
  @inline(__always)
  func stretch(x: Int, y: Int) -> Stretch {
    // Half a cell ahead, so that a cell's value holds in its middle; at the border the nearest cell's value holds.
    let (below, downRest) = (y + cell / 2).quotientAndRemainder(dividingBy: cell)
    let (after, rightRest) = (x + cell / 2).quotientAndRemainder(dividingBy: cell)
    let upper = max(0, below - 1) * columns
    let lower = min(rows - 1, below) * columns
    let left = max(0, after - 1)
    let right = min(columns - 1, after)
    return Stretch(
      upperLeft: upper + left, upperRight: upper + right, lowerLeft: lower + left, lowerRight: lower + right,
      down: Int32(256 * downRest / cell), offset: Int32(rightRest), length: cell - rightRest)
  }

  /// A value at the start of a stretch and its change from pixel to pixel, in 256ths.
  @inline(__always)
  func interpolate(_ values: [UInt8], in stretch: Stretch) -> (start: Int32, step: Int32) {
    let left = Int32(values[stretch.upperLeft]) * (256 - stretch.down) + Int32(values[stretch.lowerLeft]) * stretch.down
    let right =
      Int32(values[stretch.upperRight]) * (256 - stretch.down) + Int32(values[stretch.lowerRight]) * stretch.down
    let step = (right - left) / Int32(cell)
    return (left + step * stretch.offset, step)
  }
}

/// How often luma values occur, four levels a bin: finer than the eye needs here.
private struct LumaHistogram {
  private var bins = SIMD64<UInt16>()

  mutating func count(_ luma: UInt8) {
    withUnsafeMutableBytes(of: &bins) { $0.bindMemory(to: UInt16.self)[Int(luma >> 2)] &+= 1 }
  }

  mutating func add(_ other: LumaHistogram) { bins &+= other.bins }

  /// The lower quartile, the median and the upper quartile, each the middle of its bin.
  var quartiles: (lower: Int, median: Int, upper: Int) {
    withUnsafeBytes(of: bins) { bytes in
      let bins = bytes.bindMemory(to: UInt16.self)
      let count = bins.reduce(0) { $0 &+ Int($1) }
      var bin = 0
      var seen = Int(bins[0])
      func value(quarters: Int) -> Int {
        while 4 &* seen < quarters &* count {
          bin &+= 1
          seen &+= Int(bins[bin])
        }
        return bin * 4 + 2
      }
      return (value(quarters: 1), value(quarters: 2), value(quarters: 3))
    }
  }
}

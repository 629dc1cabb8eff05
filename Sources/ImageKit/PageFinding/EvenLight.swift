import Foundation

extension PlanarPicture {
  /// Evens out slowly varying light, such as that of a lamp at one side: a quadratic surface is fitted to the
  /// brightness of the paper, and darker regions are lightened by a third at most. The surface is too smooth to follow
  /// the content.
  mutating func evenLight() {
    guard let surface = PaperLight(of: luma) else { return }
    luma.multiply(by: surface, around: 0)
    guard var chroma = chroma.take() else { return }
    chroma.blue.multiply(by: surface, around: 128)
    chroma.red.multiply(by: surface, around: 128)
    self.chroma = chroma
  }
}

/// The brightness of a page's paper as a smooth function of the place.
struct PaperLight {
  /// Cells across and down; the paper's brightness is measured in each.
  private static let cells = 16
  /// The largest factor by which a sample is lightened.
  private static let most = 1.33

  /// The coefficients of 1, x, y, x², xy and y² in the logarithm of brightness, where x and y run from −1 to 1.
  private let factors: [Double]
  /// The surface's largest value over the page.
  private let brightest: Double

  /// The light on a page's luma; nil when it is even already, or the paper is not bright.
  init?(of luma: Plane) {
    guard min(luma.width, luma.height) >= 4 * Self.cells else { return nil }
    var places: [(x: Double, y: Double, light: Double)] = []
    for row in 0..<Self.cells {
      for column in 0..<Self.cells {
        let paper = Self.paper(luma, column, row)
        guard paper > 60 else { continue }
        let middle = { (index: Int) in (Double(index) + 0.5) / Double(Self.cells) * 2 - 1 }
        places.append((middle(column), middle(row), log(paper)))
      }
    }
    var kept = places, factors: [Double] = []
    for _ in 0..<4 {
      guard kept.count >= Self.cells * Self.cells / 2, let solved = Self.solve(kept) else { return nil }
      factors = solved
      // Cells much darker than the surface show a photo or a seal instead of paper.
      kept = places.filter { $0.light > Self.value(solved, $0.x, $0.y) - 0.06 }
    }
    let values = (0...8).flatMap { row in (0...8).map { Self.value(factors, Double($0) / 4 - 1, Double(row) / 4 - 1) } }
    guard let least = values.min(), let brightest = values.max(), brightest - least > 0.06, brightest > log(110) else {
      return nil
    }
    self.factors = factors
    self.brightest = brightest
  }

  /// The factor for a sample at a position, both coordinates from −1 to 1. A little of the gradient is kept, so that
  /// the page looks natural.
  func gain(_ x: Double, _ y: Double) -> Double {
    min(Self.most, exp(0.85 * (brightest - Self.value(factors, x, y))))
  }

  /// The 90th percentile of a cell's samples: its paper, unless the cell is full of print.
  private static func paper(_ luma: Plane, _ column: Int, _ row: Int) -> Double {
    var histogram = [Int](repeating: 0, count: 256), count = 0
    for y in Swift.stride(from: luma.height * row / cells, to: luma.height * (row + 1) / cells, by: 3) {
      for x in Swift.stride(from: luma.width * column / cells, to: luma.width * (column + 1) / cells, by: 3) {
        histogram[Int(luma.samples[y * luma.stride + x])] += 1
        count += 1
      }
    }
    var above = count / 10, level = 255
    while level > 0, above >= histogram[level] {
      above -= histogram[level]
      level -= 1
    }
    return Double(level)
  }

  private static func terms(_ x: Double, _ y: Double) -> [Double] { [1, x, y, x * x, x * y, y * y] }

  private static func value(_ factors: [Double], _ x: Double, _ y: Double) -> Double {
    zip(factors, terms(x, y)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The surface with the least squares of distances, by elimination of the normal equations.
  private static func solve(_ places: [(x: Double, y: Double, light: Double)]) -> [Double]? {
    var rows = [[Double]](repeating: [Double](repeating: 0, count: 7), count: 6)
    for place in places {
      let terms = terms(place.x, place.y)
      for i in 0..<6 {
        for j in 0..<6 { rows[i][j] += terms[i] * terms[j] }
        rows[i][6] += terms[i] * place.light
      }
    }
    for column in 0..<6 {
      guard let pivot = (column..<6).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-9
      else { return nil }
      rows.swapAt(column, pivot)
      for row in 0..<6 where row != column {
        let factor = rows[row][column] / rows[column][column]
        for index in column..<7 { rows[row][index] -= factor * rows[column][index] }
      }
    }
    return (0..<6).map { rows[$0][6] / rows[$0][$0] }
  }
}

extension Plane {
  /// Multiplies every sample's distance from a level.
  fileprivate mutating func multiply(by light: PaperLight, around level: Int) {
    let block = 16
    samples.withUnsafeMutableBufferPointer { samples in
      for y in 0..<height {
        let down = (Double(y) + 0.5) / Double(height) * 2 - 1
        for left in Swift.stride(from: 0, to: width, by: block) {
          // The surface varies so slowly that one factor serves several samples.
          let middle = (Double(left) + Double(block) / 2) / Double(width) * 2 - 1
          let gain = Int(light.gain(middle, down) * 256)
          for x in left..<min(left + block, width) {
            let at = y * stride + x
            samples[at] = UInt8(min(max((((Int(samples[at]) - level) * gain + 128) >> 8) + level, 0), 255))
          }
        }
      }
    }
  }
}

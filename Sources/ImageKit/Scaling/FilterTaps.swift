import Foundation

/// Which source samples make up each sample of a reduced row, and how much of each: a Lanczos filter of three lobes,
/// stretched by the reduction.
struct FilterTaps {
  /// Taps for each output sample.
  let count: Int
  /// The first source sample of each output sample; `first` + `count` never reaches beyond the row.
  let first: [Int]
  /// `count` weights for each output sample; they sum to 1.
  let weights: [Float]

  /// A filter from a row of one length to one that is no longer.
  ///
  /// - Parameter step: How many source samples make one; nil where the target covers the source and no more.
  init(from source: Int, to target: Int, step: Double? = nil, lobes: Double = 3) {
    let step = step ?? Double(source) / Double(target)
    let reach = lobes * step
    let wide = Int((2 * reach).rounded(.up)) + 1
    let taps = min(source, wide)
    var first: [Int] = []
    var weights: [Float] = []
    first.reserveCapacity(target)
    weights.reserveCapacity(target * taps)
    for i in 0..<target {
      let centre = (Double(i) + 0.5) * step - 0.5
      let wanted = Int((centre - reach).rounded(.up))
      let start = min(max(0, wanted), source - taps)
      var row = [Double](repeating: 0, count: taps)
      // What would lie beyond the edge is the edge's own sample.
      for j in wanted..<(wanted + wide) {
        let weight = Self.lanczos((Double(j) - centre) / step, lobes: lobes)
        row[min(max(j, start), start + taps - 1) - start] += weight
      }
      let sum = row.reduce(0, +)
      first.append(start)
      weights.append(contentsOf: row.map { Float($0 / sum) })
    }
    count = taps
    self.first = first
    self.weights = weights
  }

  private static func lanczos(_ x: Double, lobes: Double) -> Double {
    if x == 0 { return 1 }
    if abs(x) >= lobes { return 0 }
    let angle = Double.pi * x
    return sin(angle) / angle * sin(angle / lobes) / (angle / lobes)
  }
}

/// One pass of quantization over a component, a range of block rows at a time.
struct ComponentPass {
  let plane: CoefficientPlane
  let weights: [SIMD4<Float>]
  let table: QuantizationTable
  /// The usual lambda for the step, in weighted squared error per bit.
  let lambda: Float
  let costs: ScanCosts
  let perception: Perception
  /// One block in `sampling` is quantized: 1, 4 or 16.
  let sampling: Int
  /// Whether to compute `error`.
  let measuresError: Bool

  /// The symbol statistics of all that has been quantized so far.
  struct State {
    var dc = SymbolStatistics()
    /// Counted as if one scan carried all AC coefficients; symbol costs are always measured by these statistics.
    var ac = SymbolStatistics()
    /// The statistics of luma's AC scans if they are coded by successive approximation; nil for a single scan.
    var refined: RefinedStatistics?
    /// The quantized DC coefficient of the last block.
    var lastDC = 0

    /// The statistics of each scan.
    var scans: [SymbolStatistics] { [dc] + (refined?.all ?? [ac]) }
  }
  /// The weighted squared error, summed over `errorBlocks` blocks.
  private(set) var error = 0.0
  /// The number of blocks whose error was measured.
  private(set) var errorBlocks = 0
  /// The current state. Restoring an earlier one rewinds the pass to that point.
  var state: State

  /// The bits of all scans, including Huffman tables and scan headers, if encoding stopped here; a sample is
  /// extrapolated to all rows.
  var bits: Int {
    state.scans.reduce(0) { sum, scan in
      var ended = scan
      ended.flush()
      return sum + ended.bits(scaledBy: share)
    }
  }

  /// The symbol costs that follow from the statistics so far.
  var measuredCosts: ScanCosts {
    var ended = state.ac
    ended.flush()
    return ScanCosts(dc: state.dc.costs, ac: ended.costs)
  }

  /// The number of all blocks divided by the number of sampled blocks.
  private var share: Double { share(of: 0..<plane.blocksHigh) }

  /// The same within some rows; 0 if none of their blocks is sampled.
  func share(of rows: Range<Int>) -> Double {
    let looked = rows.reduce(0) { sum, row in stretches(of: row).reduce(sum) { $0 + $1.count } }
    return looked == 0 ? 0 : Double(rows.count * plane.blocksWide) / Double(looked)
  }

  /// The sampled parts of a row of blocks: the whole row, or one stretch of blocks in each `sampling`. Their position
  /// varies from row to row, so that lines of print and the space between them have the same share in the sample as in
  /// the picture.
  private func stretches(of row: Int) -> [Range<Int>] {
    guard sampling > 1 else { return [0..<plane.blocksWide] }
    let length = 2
    let quarters = [0, 2, 1, 3]
    let place = sampling == 4 ? quarters[row % 4] : 4 * quarters[row % 4] + quarters[row / 4 % 4]
    return stride(from: place * length, to: plane.blocksWide, by: sampling * length).map {
      $0..<min(plane.blocksWide, $0 + length)
    }
  }

  /// Quantizes some rows of blocks. `price` is lambda relative to the usual lambda for the step.
  mutating func quantize(rows range: Range<Int>, price: Float, to output: UnsafeMutablePointer<Int16>) {
    let choice = CoefficientChoice(
      table: table, lambda: lambda * price, costs: costs.ac, threshold: perception.threshold)
    let dcChoice = DCChoice(
      step: table.steps[0], lambda: lambda * price * perception.dcLambda, costs: costs.dc)
    let weighted = measuresError ? WeightedError(table) : nil
    plane.values.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        for row in range {
          for stretch in stretches(of: row) {
            let first = row * plane.blocksWide + stretch.lowerBound
            let source = input.baseAddress! + first * 64
            let target = output + (sampling > 1 ? 0 : first * 64)
            if sampling > 1 { state.lastDC = stretch.lowerBound == 0 ? 0 : dcChoice.nearest(source - 64) }
            choice.quantize(
              source, count: stretch.count, weights: weights.baseAddress! + first, to: target,
              statistics: &state.ac, refined: &state.refined)
            dcChoice.quantize(
              source, count: stretch.count, weights: weights.baseAddress! + first, after: &state.lastDC, to: target,
              statistics: &state.dc)
            if let weighted {
              error += weighted.sum(
                source, target, count: stretch.count, weights: weights.baseAddress! + first)
              errorBlocks += stretch.count
            }
          }
        }
      }
    }
  }
}

/// One component on its way from coefficients to the integers a file carries, some rows of blocks after others.
struct ComponentPass {
  let plane: CoefficientPlane
  let weights: [SIMD4<Float>]
  let table: QuantizationTable
  /// The price of a bit that goes with the step.
  let lambda: Float
  let costs: ScanCosts
  let perception: Perception
  /// Whether only a quarter of the blocks is looked at.
  let isSample: Bool

  /// What has been quantized so far.
  struct State {
    var means = SymbolStatistics()
    var bands = SymbolStatistics()
    /// The last block's mean.
    var mean = 0
  }
  /// Where it stands; put back, it goes on from there.
  var state = State()

  /// Bits of both scans, tables and headers included, were nothing to follow; of a sample, those of all rows.
  var bits: Int {
    var ended = state.bands
    ended.flush()
    return ended.bits(scaledBy: share) + state.means.bits(scaledBy: share)
  }

  /// What symbols have cost.
  var measuredCosts: ScanCosts {
    var ended = state.bands
    ended.flush()
    return ScanCosts(means: state.means.costs, bands: ended.costs)
  }

  /// How many blocks there are for each that is looked at.
  private var share: Double { share(of: 0..<plane.blocksHigh) }

  /// The same within some rows; 0 where none is looked at.
  func share(of rows: Range<Int>) -> Double {
    let looked = rows.reduce(0) { sum, row in stretches(of: row).reduce(sum) { $0 + $1.count } }
    return looked == 0 ? 0 : Double(rows.count * plane.blocksWide) / Double(looked)
  }

  /// The parts of a row that are looked at: all of it, or a stretch of blocks in each four, elsewhere in every row, so
  /// that lines of print are met as often as the space between them.
  private func stretches(of row: Int) -> [Range<Int>] {
    guard isSample else { return [0..<plane.blocksWide] }
    let length = 8
    let first = [0, 2, 1, 3][row % 4] * length
    return stride(from: first, to: plane.blocksWide, by: 4 * length).map { $0..<min(plane.blocksWide, $0 + length) }
  }

  /// Quantizes some rows at a price of bits beside the one that goes with the step.
  mutating func quantize(rows range: Range<Int>, price: Float, to output: UnsafeMutablePointer<Int16>) {
    let choice = CoefficientChoice(
      table: table, lambda: lambda * price, costs: costs.bands, threshold: perception.threshold)
    let meanChoice = MeanChoice(
      step: table.steps[0], lambda: lambda * price * perception.meanPrice, costs: costs.means)
    plane.values.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        for row in range {
          for stretch in stretches(of: row) {
            let first = row * plane.blocksWide + stretch.lowerBound
            let source = input.baseAddress! + first * 64
            let target = output + (isSample ? 0 : first * 64)
            if isSample { state.mean = stretch.lowerBound == 0 ? 0 : meanChoice.nearest(source - 64) }
            choice.quantize(
              source, count: stretch.count, weights: weights.baseAddress! + first, to: target,
              statistics: &state.bands)
            meanChoice.quantize(
              source, count: stretch.count, weights: weights.baseAddress! + first, after: &state.mean, to: target,
              statistics: &state.means)
          }
        }
      }
    }
  }
}

/// One component on its way from coefficients to the integers a file carries, some rows of blocks after others.
struct ComponentPass {
  let plane: CoefficientPlane
  let weights: [SIMD4<Float>]
  let table: QuantizationTable
  /// The price of a bit that goes with the step.
  let lambda: Float
  let costs: ScanCosts
  let perception: Perception
  /// One in how many blocks is looked at: 1, 4 or 16.
  let sampling: Int

  /// Whether the AC coefficients go into several scans, by successive approximation.
  let isRefined: Bool
  /// Whether `error` is wanted.
  let measuresError: Bool

  /// What has been quantized so far.
  struct State {
    var dc = SymbolStatistics()
    /// As if one scan carried all AC coefficients: what symbols cost is learnt from it in any case.
    var ac = SymbolStatistics()
    var refined: RefinedStatistics?
    /// The last block's DC coefficient.
    var lastDC = 0

    /// The statistics of each scan.
    var scans: [SymbolStatistics] { [dc] + (refined?.all ?? [ac]) }
  }
  /// The weighted squared error of the blocks that were quantized, and how many they are.
  private(set) var error = 0.0
  private(set) var errorBlocks = 0
  /// Where it stands; put back, it goes on from there.
  var state = State()

  /// Bits of all scans, tables and headers included, if encoding stopped here; a sample is extrapolated to all rows.
  var bits: Int {
    state.scans.reduce(0) { sum, scan in
      var ended = scan
      ended.flush()
      return sum + ended.bits(scaledBy: share)
    }
  }

  /// What symbols have cost.
  var measuredCosts: ScanCosts {
    var ended = state.ac
    ended.flush()
    return ScanCosts(dc: state.dc.costs, ac: ended.costs)
  }

  /// How many blocks there are for each that is looked at.
  private var share: Double { share(of: 0..<plane.blocksHigh) }

  /// The same within some rows; 0 where none is looked at.
  func share(of rows: Range<Int>) -> Double {
    let looked = rows.reduce(0) { sum, row in stretches(of: row).reduce(sum) { $0 + $1.count } }
    return looked == 0 ? 0 : Double(rows.count * plane.blocksWide) / Double(looked)
  }

  /// The parts of a row that are looked at: all of it, or one stretch of blocks in each `sampling`. Every row has them
  /// elsewhere, so that a sample has as many lines of print, and as much of the space between them, as the picture.
  private func stretches(of row: Int) -> [Range<Int>] {
    guard sampling > 1 else { return [0..<plane.blocksWide] }
    let length = 2
    let quarters = [0, 2, 1, 3]
    let place = sampling == 4 ? quarters[row % 4] : 4 * quarters[row % 4] + quarters[row / 4 % 4]
    return stride(from: place * length, to: plane.blocksWide, by: sampling * length).map {
      $0..<min(plane.blocksWide, $0 + length)
    }
  }

  /// Quantizes some rows at a price of bits beside the one that goes with the step.
  mutating func quantize(rows range: Range<Int>, price: Float, to output: UnsafeMutablePointer<Int16>) {
    if isRefined && state.refined == nil { state.refined = RefinedStatistics() }
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
              statistics: &state.ac)
            dcChoice.quantize(
              source, count: stretch.count, weights: weights.baseAddress! + first, after: &state.lastDC, to: target,
              statistics: &state.dc)
            state.refined?.add(target, count: stretch.count)
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

/// The symbol statistics of luma's AC coefficients when they are coded by successive approximation (ITU-T T.81,
/// G.1.2.3): first all bits but the lowest, in two scans of one spectral band each, then all lowest bits in one
/// refinement scan.
///
/// Compared with a single scan, this saves bytes if many coefficients are nonzero: each scan has its own Huffman table,
/// and the lowest bits of coefficients with a magnitude above 1 are stored without Huffman codes.
struct RefinedStatistics {
  /// Zigzag positions 1…8 without the lowest bit.
  private(set) var low = SymbolStatistics()
  /// Zigzag positions 9…63 without the lowest bit.
  private(set) var high = SymbolStatistics()
  /// The lowest bits of zigzag positions 1…63.
  private(set) var refinement = SymbolStatistics()

  /// The last zigzag position of the lower spectral band.
  static let split = 8

  var all: [SymbolStatistics] { [low, high, refinement] }

  /// Counts a block without nonzero AC coefficients.
  @inline(__always)
  mutating func endBlock() {
    low.endBlock()
    high.endBlock()
    refinement.endBlock()
  }

  /// Counts the symbols of a quantized block.
  ///
  /// - Parameters:
  ///   - nonzero: A mask of the nonzero AC coefficients, one bit for each zigzag position.
  ///   - large: A mask of those whose magnitude is above 1.
  ///   - categories: The magnitude categories of the large ones, by zigzag position.
  @inline(__always)
  mutating func add(nonzero: UInt64, large: UInt64, categories: UnsafePointer<UInt8>) {
    let lower: UInt64 = (2 << UInt64(Self.split)) - 1
    Self.addFirst(large & lower, categories, from: 1, to: Self.split, to: &low)
    Self.addFirst(large & ~lower, categories, from: Self.split + 1, to: 63, to: &high)
    addRefinement(nonzero, large)
  }

  /// Counts a scan that leaves out the lowest bit, in which only large coefficients are nonzero.
  @inline(__always)
  private static func addFirst(
    _ large: UInt64, _ categories: UnsafePointer<UInt8>, from first: Int, to last: Int,
    to statistics: inout SymbolStatistics
  ) {
    var rest = large
    var next = first
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest &- 1
      statistics.add(run: position - next, category: Int(categories[position]) - 1)
      next = position + 1
    }
    if next <= last { statistics.endBlock() }
  }

  /// Counts the scan of the lowest bits. In it, coefficients of magnitude 1 become nonzero and have symbols; each large
  /// one has a correction bit, and is not counted in the runs of zeros.
  @inline(__always)
  private mutating func addRefinement(_ nonzero: UInt64, _ large: UInt64) {
    refinement.extraBits += large.nonzeroBitCount
    var rest = nonzero & ~large
    // The positions after the latest symbol.
    var after = ~UInt64(1)
    while rest != 0 {
      let upTo = rest ^ (rest &- 1)
      rest &= rest &- 1
      refinement.add(run: (~nonzero & after & upTo).nonzeroBitCount, category: 1)
      after = ~upTo
    }
    if after != 0 { refinement.endBlock(corrections: (large & after).nonzeroBitCount) }
  }
}

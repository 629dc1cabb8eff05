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

  /// Counts the symbols of quantized blocks.
  mutating func add(_ blocks: UnsafePointer<Int16>, count: Int) {
    for block in 0..<count {
      let values = blocks + block * 64
      let zigzag = Zigzag.nonzero(values) & ~1
      guard zigzag != 0 else {
        low.endBlock()
        high.endBlock()
        refinement.endBlock()
        continue
      }
      addFirst(values, zigzag & ((2 << UInt64(Self.split)) - 1), from: 1, to: Self.split, to: &low)
      addFirst(values, zigzag & ~((2 << UInt64(Self.split)) - 1), from: Self.split + 1, to: 63, to: &high)
      addRefinement(values, zigzag)
    }
  }

  @inline(__always)
  private func addFirst(
    _ values: UnsafePointer<Int16>, _ zigzag: UInt64, from first: Int, to last: Int,
    to statistics: inout SymbolStatistics
  ) {
    var rest = zigzag
    var next = first
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest &- 1
      let level = Int(values[Zigzag.natural[position]].magnitude) >> 1
      guard level > 0 else { continue }
      statistics.add(run: position - next, category: Int.bitWidth - level.leadingZeroBitCount)
      next = position + 1
    }
    if next <= last { statistics.endBlock() }
  }

  @inline(__always)
  private mutating func addRefinement(_ values: UnsafePointer<Int16>, _ zigzag: UInt64) {
    // The last position that becomes nonzero in this scan. After it, runs of sixteen zeros need no symbol of their own.
    var lastNew = 0
    var rest = zigzag
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest &- 1
      if values[Zigzag.natural[position]].magnitude == 1 { lastNew = position }
    }
    rest = zigzag
    var run = 0
    var next = 1
    var corrections = 0
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest &- 1
      run += position - next
      next = position + 1
      while run > 15 && position <= lastNew {
        refinement.addZeros()
        run -= 16
        corrections = 0
      }
      if values[Zigzag.natural[position]].magnitude > 1 {
        refinement.extraBits += 1
        corrections += 1
      } else {
        refinement.add(run: run, category: 1)
        run = 0
        corrections = 0
      }
    }
    if run + 64 - next > 0 || corrections > 0 { refinement.endBlock(corrections: corrections) }
  }
}

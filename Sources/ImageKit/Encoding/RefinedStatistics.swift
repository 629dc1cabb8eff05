/// What luma's AC coefficients will be coded as by successive approximation (ITU-T T.81, G.1.2.3): all but their lowest
/// bit first, in two spectral bands, then the lowest bit of all in one refinement scan.
///
/// Compared with one scan this saves bytes where many coefficients are nonzero: each scan has a Huffman table of its own, and the lowest bits of large coefficients need no code at all.
struct RefinedStatistics {
  /// Zigzag positions 1…8 and 9…63, without the lowest bit, and the refinement of both.
  private(set) var low = SymbolStatistics()
  private(set) var high = SymbolStatistics()
  private(set) var refinement = SymbolStatistics()

  /// The last zigzag position of the lower band.
  static let split = 8

  var all: [SymbolStatistics] { [low, high, refinement] }

  /// Adds some quantized blocks.
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
    // The last position that becomes nonzero in this scan: beyond it runs of sixteen zeros need no symbol.
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

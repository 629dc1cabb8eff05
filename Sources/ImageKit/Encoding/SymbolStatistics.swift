import Foundation

/// What a scan of AC coefficients will be coded as: how often each Huffman symbol occurs, and how many bits follow the
/// symbols. From these the scan's size is known without a bit being written.
struct SymbolStatistics {
  /// Occurrences by symbol: run length × 16 + magnitude category; category 0 is an end-of-band run or (run 15) sixteen
  /// zeros.
  var frequencies = [Int](repeating: 0, count: 256)
  /// Bits after the symbols: signs, magnitudes, lengths of end-of-band runs.
  var extraBits = 0
  /// Blocks whose end of band has not been coded yet, and the correction bits that wait with them.
  private var pendingEnds = 0
  private var pendingCorrections = 0

  /// An empty count.
  init() {}

  /// One nonzero coefficient after `run` zeros.
  @inline(__always)
  mutating func add(run: Int, category: Int) {
    flush()
    var run = run
    while run > 15 {
      frequencies[0xF0] += 1
      run -= 16
    }
    frequencies[run << 4 | category] += 1
    extraBits += category
  }

  /// A block ends with zeros.
  @inline(__always)
  mutating func endBlock() {
    pendingEnds += 1
    if pendingEnds == 0x7FFF { flush() }
  }

  /// Ends the pending run of ended blocks; called once more when the scan is over.
  @inline(__always)
  mutating func flush() {
    guard pendingEnds > 0 else { return }
    let category = Int.bitWidth - 1 - pendingEnds.leadingZeroBitCount
    frequencies[category << 4] += 1
    extraBits += category
    pendingEnds = 0
    pendingCorrections = 0
  }

  /// Of a refinement scan: sixteen coefficients that stay zero.
  @inline(__always)
  mutating func addZeros() {
    flush()
    frequencies[0xF0] += 1
  }

  /// Of a refinement scan: a block ends without new coefficients, with correction bits that libjpeg keeps back until the
  /// run of such blocks is coded; it has room for 1,000, and wants it for one block more.
  @inline(__always)
  mutating func endBlock(corrections: Int) {
    pendingEnds += 1
    pendingCorrections += corrections
    if pendingEnds == 0x7FFF || pendingCorrections > 1000 - 63 { flush() }
  }

  /// The scan's size in bits, its Huffman table and headers included; the symbols' share is multiplied by `scale`, for
  /// statistics of a part of the blocks.
  func bits(scaledBy scale: Double = 1) -> Int {
    let lengths = HuffmanLengths.optimal(frequencies)
    var sum = extraBits
    var used = 0
    for symbol in 0..<256 where frequencies[symbol] > 0 {
      sum += frequencies[symbol] * lengths[symbol]
      used += 1
    }
    return Int(Double(sum) * scale) + (21 + used + 10) * 8
  }

  /// What the symbols take with a table made for others; one that has no code there takes the longest.
  func bits(by lengths: [Int]) -> Int {
    var sum = extraBits
    for symbol in 0..<256 where frequencies[symbol] > 0 {
      sum += frequencies[symbol] * (lengths[symbol] == 0 ? 16 : lengths[symbol])
    }
    return sum
  }

  /// One difference between the DC coefficients of two blocks.
  @inline(__always)
  mutating func add(difference: Int) {
    let category = Int.bitWidth - abs(difference).leadingZeroBitCount
    frequencies[category] += 1
    extraBits += category
  }

  /// What each symbol costs, with its extra bits, as these statistics have it; symbols that did not occur cost as if
  /// they had occurred half a time.
  var costs: SymbolCosts {
    let total = Float(frequencies.reduce(0, +) + 1)
    var bits = [Float](repeating: 0, count: 256)
    for symbol in 0..<256 {
      bits[symbol] = log2(total / max(0.5, Float(frequencies[symbol]))) + Float(symbol & 15)
    }
    var ends: Float = 0
    var endCost: Float = 0
    for category in 0..<15 {
      let symbol = category << 4
      ends += Float(frequencies[symbol])
      endCost += Float(frequencies[symbol]) * (bits[symbol] + Float(category))
    }
    return SymbolCosts(bits: bits, end: ends > 0 ? endCost / ends : 4)
  }
}

/// Bits by symbol, for choosing between coefficients.
struct SymbolCosts: Sendable {
  /// Run × 16 + category → bits, signs and magnitudes included.
  var bits: [Float]
  /// What ending a run of empty blocks with a block that is not empty costs on average.
  var end: Float

  /// Where nothing is known yet: what low-rate scans of documents look like.
  static let typical: SymbolCosts = {
    var bits = [Float](repeating: 0, count: 256)
    for run in 0..<16 {
      for category in 0..<16 {
        bits[run << 4 | category] = 2 + 0.45 * Float(run) + 3 * Float(category)
      }
    }
    bits[0xF0] = 9
    return SymbolCosts(bits: bits, end: 4)
  }()
}

/// What the symbols of a component cost.
struct ScanCosts: Sendable {
  /// Those of DC coefficients, by the category of a difference.
  var dc: SymbolCosts
  /// Those of AC coefficients.
  var ac: SymbolCosts

  /// Where nothing is known yet.
  static let typical = ScanCosts(dc: .typical, ac: .typical)
}

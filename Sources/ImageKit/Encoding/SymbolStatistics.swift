import Foundation

/// The symbol statistics of a scan: how often each Huffman symbol occurs, and how many extra bits follow the symbols.
/// The scan's size follows from them without entropy coding.
struct SymbolStatistics {
  /// Occurrences by symbol: run length × 16 + magnitude category; category 0 is an end-of-band run or (run 15) sixteen
  /// zeros.
  var frequencies = [Int](repeating: 0, count: 256)
  /// The bits that follow the symbols: signs, magnitudes, lengths of end-of-band runs.
  var extraBits = 0
  /// The length of the current end-of-band run, which has not been counted yet.
  private var pendingEnds = 0
  /// The correction bits of the blocks in that run.
  private var pendingCorrections = 0

  /// An empty count.
  init() {}

  /// Counts a nonzero coefficient after `run` zeros.
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

  /// Counts a block that ends with zeros.
  @inline(__always)
  mutating func endBlock() {
    pendingEnds += 1
    if pendingEnds == 0x7FFF { flush() }
  }

  /// Ends the current end-of-band run. It must also be called at the end of the scan.
  @inline(__always)
  mutating func flush() {
    guard pendingEnds > 0 else { return }
    let category = Int.bitWidth - 1 - pendingEnds.leadingZeroBitCount
    frequencies[category << 4] += 1
    extraBits += category
    pendingEnds = 0
    pendingCorrections = 0
  }

  /// In a refinement scan, counts sixteen coefficients that stay zero.
  @inline(__always)
  mutating func addZeros() {
    flush()
    frequencies[0xF0] += 1
  }

  /// In a refinement scan, counts a block that ends without new nonzero coefficients. libjpeg buffers its correction
  /// bits until the end-of-band run is coded. The buffer holds 1,000 bits, and libjpeg ends the run when the bits of
  /// one more block might not fit.
  @inline(__always)
  mutating func endBlock(corrections: Int) {
    pendingCorrections += corrections
    endBlock()
    if pendingCorrections > 1000 - 63 { flush() }
  }

  /// The scan's size in bits, including its Huffman table and headers. If the statistics cover a sample of the blocks,
  /// `scale` extrapolates the bits of the symbols to all blocks.
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

  /// The bits of the symbols with the code lengths of another table. A symbol without a code there takes 16 bits.
  func bits(by lengths: [Int]) -> Int {
    var sum = extraBits
    for symbol in 0..<256 where frequencies[symbol] > 0 {
      sum += frequencies[symbol] * (lengths[symbol] == 0 ? 16 : lengths[symbol])
    }
    return sum
  }

  /// Counts a difference between the DC coefficients of two blocks.
  @inline(__always)
  mutating func add(difference: Int) {
    let category = Int.bitWidth - abs(difference).leadingZeroBitCount
    frequencies[category] += 1
    extraBits += category
  }

  /// The estimated bits of each symbol including its extra bits: the entropy by these statistics. A symbol that did not
  /// occur is counted as half an occurrence.
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

/// The estimated bits of each symbol, for rate-distortion optimization.
struct SymbolCosts: Sendable {
  /// Bits by symbol (run × 16 + category), including sign and magnitude bits.
  var bits: [Float]
  /// The average bits of an end-of-band run, including its extra bits.
  var end: Float

  /// Costs before anything has been measured, typical of scans of documents at low bit rates.
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

/// The symbol costs of a component.
struct ScanCosts: Sendable {
  /// The costs of DC differences by their category.
  var dc: SymbolCosts
  /// The costs of AC symbols.
  var ac: SymbolCosts

  /// Costs before anything has been measured.
  static let typical = ScanCosts(dc: .typical, ac: .typical)
}

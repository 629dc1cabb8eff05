/// The code lengths of an optimised Huffman table, as libjpeg's two-pass coding chooses them (ITU-T T.81, K.2). They
/// give the size of a scan before it is coded.
enum HuffmanLengths {
  /// Code lengths of up to 256 symbols, 0 for those that do not occur.
  ///
  /// One code, all ones, is reserved, and none is longer than 16 bits.
  static func optimal(_ frequencies: [Int]) -> [Int] {
    // Huffman's algorithm with two queues: leaves sorted by frequency, and merged trees, which are created in order of
    // frequency and need no sorting.
    var leaves = frequencies.enumerated().filter { $0.element > 0 }.map { (symbol: $0.offset, count: $0.element) }
    leaves.append((symbol: frequencies.count, count: 1))  // the reserved code
    leaves.sort { $0.count < $1.count }
    let count = leaves.count
    var lengths = [Int](repeating: 0, count: frequencies.count + 1)
    guard count > 1 else { return Array(lengths.dropLast()) }
    var weight = leaves.map(\.count)
    var parent = [Int](repeating: -1, count: 2 * count - 1)
    var nextLeaf = 0
    var nextTree = count
    func smallest() -> Int {
      if nextLeaf < count && (nextTree >= weight.count || weight[nextLeaf] <= weight[nextTree]) {
        nextLeaf += 1
        return nextLeaf - 1
      }
      nextTree += 1
      return nextTree - 1
    }
    while weight.count < 2 * count - 1 {
      let a = smallest()
      let b = smallest()
      parent[a] = weight.count
      parent[b] = weight.count
      weight.append(weight[a] + weight[b])
    }
    var depth = [Int](repeating: 0, count: 2 * count - 1)
    for node in stride(from: 2 * count - 3, through: 0, by: -1) { depth[node] = depth[parent[node]] + 1 }
    limit(&depth, leaves: count)
    for (index, leaf) in leaves.enumerated() { lengths[leaf.symbol] = depth[index] }
    return Array(lengths.dropLast())
  }

  /// Limits codes to 16 bits as K.2 does. Of a pair of the longest codes, one symbol takes their common prefix, which
  /// is one bit shorter; the other shares a shorter code, which becomes the prefix of two.
  private static func limit(_ depth: inout [Int], leaves: Int) {
    let deepest = depth.prefix(leaves).max() ?? 0
    guard deepest > 16 else { return }
    var bits = [Int](repeating: 0, count: deepest + 1)
    for leaf in 0..<leaves { bits[depth[leaf]] += 1 }
    for length in stride(from: deepest, to: 16, by: -1) {
      while bits[length] > 0 {
        var shorter = length - 2
        while bits[shorter] == 0 { shorter -= 1 }
        bits[length] -= 2
        bits[length - 1] += 1
        bits[shorter + 1] += 2
        bits[shorter] -= 1
      }
    }
    // The rarest leaf comes first in `leaves`, so it takes the longest code.
    var leaf = 0
    for length in stride(from: 16, through: 1, by: -1) {
      for _ in 0..<bits[length] {
        depth[leaf] = length
        leaf += 1
      }
    }
  }
}

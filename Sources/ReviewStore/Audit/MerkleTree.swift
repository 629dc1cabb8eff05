/// The Merkle tree over the first entries of a log, read from where its leaves and some of its inner nodes are stored.
///
/// The nodes over 256, 256², … leaves are stored, so that a head or a proof reads a few hundred hashes and not the whole
/// log.
struct MerkleTree {
  /// How many nodes of one stored level a node of the next has below it, as a power of two.
  static let bits = 8

  /// The hash of a leaf, by its position from 0.
  let leaf: (_ position: Int) throws -> MerkleHash
  /// The stored node over the leaves from `number` · 256^`level`; nil when it is not stored.
  let node: (_ level: Int, _ number: Int) throws -> MerkleHash?

  /// The root over a range of leaves, which is not empty.
  func root(of range: Range<Int>) throws -> MerkleHash {
    if range.count == 1 { return try leaf(range.lowerBound) }
    if let (level, number) = Self.place(of: range), let stored = try node(level, number) { return stored }
    let middle = Self.middle(of: range)
    return try MerkleHash(root(of: range.lowerBound..<middle), root(of: middle..<range.upperBound))
  }

  /// The proof that a leaf is in the tree over a number of leaves: its siblings from the leaf up to the root.
  func path(to position: Int, of size: Int) throws -> [MerkleHash] { try path(to: position, in: 0..<size) }

  private func path(to position: Int, in range: Range<Int>) throws -> [MerkleHash] {
    guard range.count > 1 else { return [] }
    let middle = Self.middle(of: range)
    return position < middle
      ? try path(to: position, in: range.lowerBound..<middle) + [root(of: middle..<range.upperBound)]
      : try path(to: position, in: middle..<range.upperBound) + [root(of: range.lowerBound..<middle)]
  }

  /// The nodes to store that become complete when a tree grows, lower levels first.
  func newNodes(from old: Int, to new: Int) throws -> [MerkleNode] {
    var nodes: [MerkleNode] = []
    var known: [MerkleNode.Place: MerkleHash] = [:]
    let tree = MerkleTree(leaf: leaf) { level, number in
      try known[.init(level: level, number: number)] ?? node(level, number)
    }
    var level = 1
    while new >> (level * Self.bits) > 0 {
      let width = level * Self.bits
      for number in old >> width..<new >> width {
        let node = MerkleNode(
          place: .init(level: level, number: number), hash: try tree.root(of: number << width..<(number + 1) << width))
        nodes.append(node)
        known[node.place] = node.hash
      }
      level += 1
    }
    return nodes
  }

  /// Where a range is split: its left part is the largest power of two that is less than its length.
  private static func middle(of range: Range<Int>) -> Int {
    range.lowerBound + 1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount)
  }

  /// The level and number of the stored node over a range; nil when none is stored over such a range.
  private static func place(of range: Range<Int>) -> (level: Int, number: Int)? {
    let width = range.count.trailingZeroBitCount
    guard range.count == 1 << width, width > 0, width % bits == 0, range.lowerBound % range.count == 0 else {
      return nil
    }
    return (width / bits, range.lowerBound >> width)
  }
}

/// A stored inner node of the Merkle tree.
struct MerkleNode: Hashable {
  /// Where it is in the tree.
  struct Place: Hashable {
    /// It has 256^level leaves below it.
    let level: Int
    /// Its number among the nodes of its level, from 0.
    let number: Int

    /// The position of the last leaf below it.
    var lastLeaf: Int { (number + 1) << (level * MerkleTree.bits) - 1 }
  }

  let place: Place
  let hash: MerkleHash
}

/// The right edge of a Merkle tree: enough to add leaves and to tell the root, without any other node.
struct MerkleEdge {
  /// The number of leaves.
  private(set) var size = 0
  /// The roots of complete subtrees, the largest first.
  private var roots: [MerkleHash] = []

  /// Adds a leaf, and calls a closure for each node to store that it completes.
  mutating func append(_ leaf: MerkleHash, completing body: (MerkleNode) throws -> Void) rethrows {
    var hash = leaf
    var height = 0
    while size >> height & 1 == 1 {
      hash = MerkleHash(roots.removeLast(), hash)
      height += 1
      if height % MerkleTree.bits == 0 {
        try body(MerkleNode(place: .init(level: height / MerkleTree.bits, number: size >> height), hash: hash))
      }
    }
    roots.append(hash)
    size += 1
  }

  /// The root over all leaves; nil without leaves.
  var root: MerkleHash? {
    guard let last = roots.last else { return nil }
    return roots.dropLast().reversed().reduce(last) { MerkleHash($1, $0) }
  }
}

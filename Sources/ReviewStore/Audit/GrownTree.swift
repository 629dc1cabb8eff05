/// A signed head of the log, with the nodes of the Merkle tree that are to be stored with it.
struct GrownTree {
  /// The head.
  let head: SealedHead
  /// The nodes that became complete, each with the sequence number of the last entry below it.
  let nodes: [(node: MerkleNode, last: Int)]
}

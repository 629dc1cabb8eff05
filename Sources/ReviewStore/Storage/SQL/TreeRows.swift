import Wording

/// The log's Merkle tree and its signed heads.
extension SQLTransaction {
  func sealedHead() throws -> SealedHead? {
    try row("SELECT * FROM head ORDER BY size DESC LIMIT 1") { try head(from: $0) }
  }

  /// Whether a signed head is one of the log's.
  func holds(_ head: SealedHead) throws -> Bool {
    try row("SELECT * FROM head WHERE size = ?", [head.size]) {
      try self.head(from: $0)
    } == head
  }

  func eachSealedHead(_ body: (SealedHead) throws -> Void) throws {
    try each("SELECT * FROM head ORDER BY size") { try body(head(from: $0)) }
  }

  private func head(from row: Columns) throws -> SealedHead {
    SealedHead(
      size: try row["size"], root: try row["root"], time: try row["time"], eraEnd: try row["eraEnd"],
      previous: try row["previous"], signature: try row["signature"])
  }

  /// The Merkle tree. Its leaves are the entries in the order of their sequence numbers.
  private func tree(_ leaves: LogLeaves) -> MerkleTree {
    MerkleTree { position in
      try MerkleHash(entry: leaves[position].hash)
    } node: { level, number in
      try storedNode(level, number)?.hash
    }
  }

  /// A stored node of the tree, with the sequence number of its last entry; nil when it is not stored.
  func storedNode(_ level: Int, _ number: Int) throws -> (hash: MerkleHash, last: Int)? {
    let stored = try row("SELECT hash, last FROM node WHERE level = ? AND number = ?", [level, number]) {
      (hash: try $0["hash"] as String, last: try $0["last"] as Int)
    }
    return stored.flatMap { stored in MerkleHash(hexadecimal: stored.hash).map { ($0, stored.last) } }
  }

  func nextHead(upTo last: Int, at now: Moment) throws -> GrownTree? {
    guard let key else { throw StoreError.noKey }
    let previous = try sealedHead()
    let leaves = LogLeaves(self)
    let old = previous?.size ?? 0
    let sealed = try old > 0 ? leaves[old - 1].sequence : 0
    let size = try old + count("SELECT count(*) FROM audit WHERE sequence > ? AND sequence <= ?", [sealed, last])
    guard size > old else { return nil }
    let tree = tree(leaves)
    let nodes = try tree.newNodes(from: old, to: size)
    let known = Dictionary(nodes.map { ($0.place, $0.hash) }, uniquingKeysWith: { $1 })
    let grown = MerkleTree(leaf: tree.leaf) { level, number in
      try known[.init(level: level, number: number)] ?? tree.node(level, number)
    }
    let head = try SealedHead(
      size: size, root: grown.root(of: 0..<size).hexadecimal, time: now, eraEnd: eraEnd(),
      previous: previous?.hash ?? ChainHead.empty.hash, signature: "")
    return GrownTree(
      head: try head.signed(key.signature),
      nodes: try nodes.map { (node: $0, last: try leaves[$0.place.lastLeaf].sequence) })
  }

  func keep(_ grown: GrownTree) throws -> Bool {
    let head = grown.head
    guard try sealedHead()?.hash ?? ChainHead.empty.hash == head.previous else { return false }
    for (node, last) in grown.nodes {
      try run(
        "INSERT INTO node (level, number, hash, last) VALUES (?, ?, ?, ?)",
        [node.place.level, node.place.number, node.hash.hexadecimal, last])
    }
    try run(
      "INSERT INTO head (size, root, time, eraEnd, previous, signature) VALUES (?, ?, ?, ?, ?, ?)",
      [head.size, head.root, head.time, head.eraEnd, head.previous, head.signature])
    return true
  }

  func unsealed() throws -> (entries: Int, since: Moment?) {
    let head = try sealedHead()
    let sealed = try head.map { try LogLeaves(self)[$0.size - 1].sequence } ?? 0
    return (try count("SELECT count(*) FROM audit WHERE sequence > ?", [sealed]), head?.time)
  }

  func proof(of subject: String) throws -> LogProof? {
    guard let key else { throw StoreError.noKey }
    guard let head = try sealedHead() else { return nil }
    let leaves = LogLeaves(self)
    let tree = tree(leaves)
    let sealed = try leaves[head.size - 1].sequence
    var entries: [LogProof.Entry] = []
    var unsealed = 0
    var last = ChainHead.empty.hash
    for entry in try auditEntries(of: subject) {
      guard entry.sequence <= sealed else {
        unsealed += 1
        continue
      }
      let previous =
        entry.sequence > head.eraEnd
        ? last : try value("SELECT hash FROM audit WHERE sequence = ?", [entry.sequence - 1]) ?? ChainHead.empty.hash
      let leaf = try leaves.position(of: entry.sequence)
      let path = try tree.path(to: leaf, of: head.size).map(\.hexadecimal)
      entries.append(LogProof.Entry(entry: entry, previous: previous, leaf: leaf, path: path))
      last = entry.hash
    }
    return LogProof(
      subject: subject, head: head, publicKey: try key.publicKey(), entries: entries, unsealed: unsealed)
  }
}

/// The leaves of the log's tree, by their positions. There may be gaps between sequence numbers, so a leaf is found from
/// the stored node before it. The leaves of one node are kept, because neighbours are read one after the other.
private final class LogLeaves {
  private static let each = 1 << MerkleTree.bits

  private let transaction: SQLTransaction
  private var block = -1
  private var entries: [(sequence: Int, hash: String)] = []
  /// The last sequence numbers of whole blocks that have been read.
  private var ends: [Int: Int] = [:]

  init(_ transaction: SQLTransaction) { self.transaction = transaction }

  /// The entry at a position.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` when there is none.
  subscript(position: Int) -> (sequence: Int, hash: String) {
    get throws {
      try read(position / Self.each)
      guard entries.indices.contains(position % Self.each) else { throw Self.missing(position) }
      return entries[position % Self.each]
    }
  }

  /// The position of the entry with a sequence number.
  func position(of sequence: Int) throws -> Int {
    let before = try transaction.row(
      "SELECT number, last FROM node WHERE level = 1 AND last < ? ORDER BY number DESC LIMIT 1", [sequence]
    ) { (count: (try $0["number"] as Int + 1) * Self.each, last: try $0["last"] as Int) }
    let (start, last) = before ?? (0, 0)
    return try start - 1
      + transaction.count("SELECT count(*) FROM audit WHERE sequence > ? AND sequence <= ?", [last, sequence])
  }

  private func read(_ block: Int) throws {
    guard block != self.block else { return }
    var start = 0
    if block > 0 {
      guard let end = try ends[block - 1] ?? transaction.storedNode(1, block - 1)?.last else {
        throw Self.missing(block * Self.each)
      }
      start = end
    }
    entries = try transaction.rows(
      "SELECT sequence, hash FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?", [start, Self.each]
    ) { (sequence: try $0["sequence"], hash: try $0["hash"]) }
    self.block = block
    if entries.count == Self.each { ends[block] = entries[Self.each - 1].sequence }
  }

  private static func missing(_ position: Int) -> StoreError {
    .damaged(Bilingual("entry \(position + 1) of the log is missing", "操作日志缺少第 \(position + 1) 条"))
  }
}

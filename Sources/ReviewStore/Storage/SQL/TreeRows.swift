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

  /// The Merkle tree. The leaf at position p is the entry with sequence number p + 1: writers follow each other, so the
  /// order of the numbers is the order of the commits.
  var tree: MerkleTree {
    MerkleTree { position in
      guard let hash: String = try value("SELECT hash FROM audit WHERE sequence = ?", [position + 1]) else {
        throw StoreError.damaged(
          Bilingual("entry \(position + 1) of the log is missing", "操作日志缺少第 \(position + 1) 条"))
      }
      return MerkleHash(entry: hash)
    } node: { level, number in
      try value("SELECT hash FROM node WHERE level = ? AND number = ?", [level, number]).flatMap(
        MerkleHash.init(hexadecimal:))
    }
  }

  func nextHead(at now: Moment) throws -> (head: SealedHead, nodes: [MerkleNode])? {
    guard let key else { throw StoreError.noKey }
    let last = try sealedHead()
    let (old, size) = (last?.size ?? 0, try chainHead().length)
    guard size > old else { return nil }
    let nodes = try tree.newNodes(from: old, to: size)
    let known = Dictionary(nodes.map { ($0.place, $0.hash) }, uniquingKeysWith: { $1 })
    let grown = MerkleTree(leaf: tree.leaf) { level, number in
      try known[.init(level: level, number: number)] ?? tree.node(level, number)
    }
    let head = try SealedHead(
      size: size, root: grown.root(of: 0..<size).hexadecimal, time: now, eraEnd: eraEnd(),
      previous: last?.hash ?? ChainHead.empty.hash, signature: "")
    return (try head.signed(key.signature), nodes)
  }

  func keep(_ head: SealedHead, _ nodes: [MerkleNode]) throws -> Bool {
    guard try sealedHead()?.hash ?? ChainHead.empty.hash == head.previous else { return false }
    for node in nodes {
      try run("INSERT INTO node VALUES (?, ?, ?)", [node.place.level, node.place.number, node.hash.hexadecimal])
    }
    try run(
      "INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)",
      [head.size, head.root, head.time, head.eraEnd, head.previous, head.signature])
    return true
  }

  func proof(of subject: String) throws -> LogProof? {
    guard let key else { throw StoreError.noKey }
    guard let head = try sealedHead() else { return nil }
    var entries: [LogProof.Entry] = []
    var unsealed = 0
    var last = ChainHead.empty.hash
    for entry in try auditEntries(of: subject) {
      guard entry.sequence <= head.size else {
        unsealed += 1
        continue
      }
      let previous =
        entry.sequence > head.eraEnd
        ? last : try value("SELECT hash FROM audit WHERE sequence = ?", [entry.sequence - 1]) ?? ChainHead.empty.hash
      let path = try tree.path(to: entry.sequence - 1, of: head.size).map(\.hexadecimal)
      entries.append(LogProof.Entry(entry: entry, previous: previous, path: path))
      last = entry.hash
    }
    return LogProof(
      subject: subject, head: head, publicKey: try key.publicKey(), entries: entries, unsealed: unsealed)
  }
}

import Wording

/// What is wrong with the links of the log, with its tree and with the signed heads.
extension SQLTransaction {
  /// The problems in one walk over the log; empty when it is as it was written.
  func linkProblems() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    let eraEnd = try eraEnd()
    var last = ChainHead.empty
    var check = try TreeCheck(heads: headProblems(&problems))
    try eachLinkedEntry { entry, previous in
      let expected = last.length + 1
      if entry.sequence != expected {
        problems.append(
          Bilingual(
            "audit: entries \(expected) to \(entry.sequence - 1) are missing",
            "操作日志缺少第 \(expected) 至 \(entry.sequence - 1) 条"))
      }
      if entry.link(after: previous) != entry.hash {
        problems.append(
          Bilingual(
            "audit: entry \(entry.sequence) was changed, or does not follow the one before it",
            "操作日志第 \(entry.sequence) 条被改动，或与前一条不衔接"))
      }
      let hash = entry.sequence > eraEnd ? last.adding(entry.hash).hash : entry.hash
      last = ChainHead(length: entry.sequence, hash: hash)
      try check.add(entry.hash, node: tree.node)
    }
    let head = try chainHead()
    if head.length != last.length {
      problems.append(
        Bilingual(
          "audit: the log ends at entry \(last.length), but \(head.length) were written",
          "操作日志止于第 \(last.length) 条，而实际写入过 \(head.length) 条"))
    } else if head != last && problems.isEmpty {
      problems.append(
        Bilingual(
          "audit: the hash over all entries is not the one that was kept: entries were replaced or reordered",
          "操作日志的总校验值与所记不一致：有记录被替换或调换顺序"))
    }
    let nodes = try count("SELECT count(*) FROM node")
    return problems + check.problems(nodes: nodes)
  }

  /// All signed heads in order. Heads that are not signed by the store, or do not follow each other, are problems.
  private func headProblems(_ problems: inout [Bilingual]) throws -> [SealedHead] {
    var heads: [SealedHead] = []
    try eachSealedHead { head in
      if head.previous != heads.last?.hash ?? ChainHead.empty.hash {
        problems.append(
          Bilingual(
            "audit: the head over \(head.size) entries does not follow the head before it: one was removed or changed",
            "操作日志：覆盖 \(head.size) 条的签名摘要与前一个不衔接，有摘要被删除或改动"))
      }
      // That the key is gone is a problem of its own.
      if let key, try !key.isSignature(head.signature, of: head.statement) || head.eraEnd != eraEnd() {
        problems.append(
          Bilingual(
            "audit: the head over \(head.size) entries is not signed by this store",
            "操作日志：覆盖 \(head.size) 条的摘要不是本审核库的签名"))
      }
      heads.append(head)
    }
    return heads
  }
}

/// Compares the Merkle tree over the entries with the signed heads and the stored nodes.
private struct TreeCheck {
  private var edge = MerkleEdge()
  private var heads: ArraySlice<SealedHead>
  private let sealed: Int
  private var lastGood = 0
  private var expectedNodes = 0
  private var wrongNodes: [MerkleNode.Place] = []
  private var wrongHead: SealedHead?

  init(heads: [SealedHead]) {
    self.heads = heads[...]
    sealed = heads.last?.size ?? 0
  }

  mutating func add(_ hash: String, node: (_ level: Int, _ number: Int) throws -> MerkleHash?) throws {
    guard edge.size < sealed else { return }
    var completed: [MerkleNode] = []
    edge.append(MerkleHash(entry: hash)) { completed.append($0) }
    expectedNodes += completed.count
    for new in completed where try node(new.place.level, new.place.number) != new.hash { wrongNodes.append(new.place) }
    guard let head = heads.first, head.size == edge.size else { return }
    heads.removeFirst()
    if edge.root?.hexadecimal == head.root {
      lastGood = head.size
    } else if wrongHead == nil {
      wrongHead = head
    }
  }

  /// - Parameter nodes: how many nodes are stored.
  func problems(nodes: Int) -> [Bilingual] {
    var problems: [Bilingual] = []
    if let head = wrongHead ?? heads.first {
      // A stored node may tell the place more closely.
      let place = wrongNodes.first { $0.level == 1 }?.entries
      let first = max(lastGood + 1, place?.lowerBound ?? 0)
      let end = min(head.size, place?.upperBound ?? head.size)
      problems.append(
        Bilingual(
          "audit: among entries \(first) to \(end) are others than the head over \(head.size) entries was made of",
          "操作日志第 \(first) 至 \(end) 条与覆盖 \(head.size) 条的签名摘要不一致"))
    } else if let place = wrongNodes.first {
      let entries = place.entries
      problems.append(
        Bilingual(
          "audit: the stored hash over entries \(entries.lowerBound) to \(entries.upperBound) was changed or removed",
          "操作日志第 \(entries.lowerBound) 至 \(entries.upperBound) 条的分段校验值被改动或删除"))
    } else if nodes != expectedNodes {
      problems.append(
        Bilingual(
          "audit: there are \(nodes) stored hashes of the log's tree, but \(expectedNodes) belong there",
          "操作日志的分段校验值有 \(nodes) 个，应为 \(expectedNodes) 个"))
    }
    return problems
  }
}

import Wording

/// What is wrong with the links of the log, with its tree and with the signed heads.
extension SQLTransaction {
  /// The problems in one walk over the log; empty when it is as it was written.
  func linkProblems() throws -> [Bilingual] {
    var problems: [Bilingual] = []
    var gaps: [ClosedRange<Int>] = []
    var last = 0
    var check = try TreeCheck(heads: headProblems(&problems))
    try eachLinkedEntry { entry, previous in
      if entry.sequence > last + 1 { gaps.append(last + 1...entry.sequence - 1) }
      if entry.link(after: previous) != entry.hash {
        problems.append(
          Bilingual(
            "audit: entry \(entry.sequence) was changed, or does not follow the one before it",
            "操作日志第 \(entry.sequence) 条被改动，或与前一条不衔接"))
      }
      last = entry.sequence
      try check.add(entry.hash, entry.sequence, node: storedNode)
    }
    let wrong = check.problems(nodes: try count("SELECT count(*) FROM node"))
    // Where the tree is right, no entry that was sealed is missing. Acts that were given up leave gaps in PostgreSQL.
    let mayHaveGaps = { (gap: ClosedRange<Int>) in
      gap.upperBound <= check.sealedEnd ? wrong.isEmpty : !dialect.numbersEntriesWithoutGaps
    }
    for gap in gaps where !mayHaveGaps(gap) {
      problems.append(
        Bilingual(
          "audit: entries \(gap.lowerBound) to \(gap.upperBound) are missing",
          "操作日志缺少第 \(gap.lowerBound) 至 \(gap.upperBound) 条"))
    }
    return problems + wrong
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
  /// The sequence number of the last sealed entry.
  private(set) var sealedEnd = 0
  /// The last entry of the last head that is right.
  private var lastGood = 0
  private var expectedNodes = 0
  /// The first wrong node's entries, of those of the lowest level if there are any.
  private var wrongNode: (level: Int, entries: ClosedRange<Int>)?
  /// The first entry of the node of each level that is not complete yet.
  private var starts: [Int: Int] = [:]
  /// The first wrong head, and its last entry.
  private var wrongHead: (head: SealedHead, end: Int)?

  init(heads: [SealedHead]) {
    self.heads = heads[...]
    sealed = heads.last?.size ?? 0
  }

  mutating func add(
    _ hash: String, _ sequence: Int, node: (_ level: Int, _ number: Int) throws -> (hash: MerkleHash, last: Int)?
  ) throws {
    guard edge.size < sealed else { return }
    var completed: [MerkleNode] = []
    edge.append(MerkleHash(entry: hash)) { completed.append($0) }
    sealedEnd = sequence
    expectedNodes += completed.count
    for new in completed {
      let level = new.place.level
      let stored = try node(level, new.place.number)
      if stored?.hash != new.hash || stored?.last != sequence, level < wrongNode?.level ?? .max {
        wrongNode = (level, starts[level, default: 1]...sequence)
      }
      starts[level] = sequence + 1
    }
    guard let head = heads.first, head.size == edge.size else { return }
    heads.removeFirst()
    if edge.root?.hexadecimal == head.root {
      lastGood = sequence
    } else if wrongHead == nil {
      wrongHead = (head, sequence)
    }
  }

  /// - Parameter nodes: how many nodes are stored.
  func problems(nodes: Int) -> [Bilingual] {
    var problems: [Bilingual] = []
    if let (head, headEnd) = wrongHead ?? heads.first.map({ ($0, max($0.size, sealedEnd)) }) {
      // A stored node may tell the place more closely.
      let place = wrongNode.flatMap { $0.level == 1 ? $0.entries : nil }
      let first = max(lastGood + 1, place?.lowerBound ?? 0)
      let end = min(headEnd, place?.upperBound ?? headEnd)
      problems.append(
        Bilingual(
          "audit: among entries \(first) to \(end) are others than the head over \(head.size) entries was made of",
          "操作日志第 \(first) 至 \(end) 条与覆盖 \(head.size) 条的签名摘要不一致"))
    } else if let entries = wrongNode?.entries {
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

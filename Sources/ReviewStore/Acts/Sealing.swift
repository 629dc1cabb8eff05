import Wording

/// Signed heads of the log, and proofs.
extension ReviewStore {
  /// How long ``seal()`` waits for acts that are being committed, in seconds, and ``sealIfDue(olderThan:)``.
  private static let sealingPatience = (asked: 5.0, due: 1.0)
  /// How many entries are sealed without waiting for the time.
  private static let manyEntries = 1000

  /// Seals the log: adds its new entries to the Merkle tree and stores a signed head, in the database and outside.
  /// Returns the last head: an earlier one when no entry is new, or when acts that had begun were not committed within
  /// seconds; nil when there is none.
  ///
  /// Acts go on meanwhile. Of two processes that seal at once, one stores its head.
  ///
  /// - Throws: ``StoreError/noKey``, ``StoreError/damaged(_:)`` when entries are missing, and others.
  @discardableResult
  public func seal() throws -> SealedHead? { try seal(within: Self.sealingPatience.asked) }

  @discardableResult
  func seal(within seconds: Double, scope: WriteScope = .heads) throws -> SealedHead? {
    let now = clock()
    if let last = try engine.settledEntry(within: seconds),
      let next = try engine.read({ try $0.nextHead(upTo: last, at: now) }),
      try engine.write(scope, { try $0.keep(next) })
    {
      engine.note(next.head)
      return next.head
    }
    return try engine.read { try $0.sealedHead() }
  }

  /// Seals the log if the last head is old or many entries came after it. Whichever process of a store comes first does
  /// it; the others find it done.
  ///
  /// - Parameters:
  ///   - age: how old the last head is at least, in seconds.
  ///   - inTurn: leaves it to another portal if one is sealing now.
  public func sealIfDue(olderThan age: Int, inTurn: Bool = false) throws {
    let (entries, since) = try engine.read { try $0.unsealed() }
    guard entries > 0 else { return }
    let now = clock()
    let isOld = since.map { $0.adding(seconds: age) <= now || $0 > now } ?? true
    guard isOld || entries >= Self.manyEntries else { return }
    if inTurn {
      try takeTurn(.sealing) { try seal(within: Self.sealingPatience.due) }
    } else {
      try seal(within: Self.sealingPatience.due)
    }
  }

  /// The proof that a registration's, or a staff member's, log entries are below the last signed head.
  ///
  /// - Throws: ``Refusal`` when the log has no such subject, or nothing has been sealed; ``StoreError/noKey``.
  public func logProof(of subject: String) throws -> LogProof {
    guard let proof = try engine.read({ try $0.proof(of: subject) }) else {
      throw Refusal(.notFound, "The log has not been sealed yet. Seal it first.", "操作日志尚未签名，请先签名。")
    }
    guard !proof.entries.isEmpty || proof.unsealed > 0 else {
      throw Refusal(.notFound, "The log tells of no \(subject).", "操作日志中没有 \(subject)。")
    }
    return proof
  }
}

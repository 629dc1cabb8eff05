import Wording

/// Signed heads of the log, and proofs.
extension ReviewStore {
  /// Seals the log: adds its new entries to the Merkle tree and stores a signed head, in the database and outside.
  /// Returns the last head: an earlier one when no entry is new; nil when the log is empty.
  ///
  /// Acts go on meanwhile: only storing the head excludes other writers. Of two processes that seal at once, one stores
  /// its head.
  ///
  /// - Throws: ``StoreError/noKey``, ``StoreError/damaged(_:)`` when entries are missing, and others.
  @discardableResult
  public func seal() throws -> SealedHead? {
    let now = clock()
    guard let next = try engine.read({ try $0.nextHead(at: now) }) else {
      return try engine.read { try $0.sealedHead() }
    }
    guard try engine.write({ try $0.keep(next.head, next.nodes) }) else {
      return try engine.read { try $0.sealedHead() }
    }
    engine.note(next.head)
    return next.head
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

extension StoreReading {
  /// Whether a backup is being made, which needs all pictures.
  func isBeingSaved(at now: Moment) throws -> Bool {
    try turn(.saving).map { !$0.isFree(at: now, every: 0) } ?? false
  }
}

/// Chores that the portals of a store do in turn.
extension ReviewStore {
  /// Does a chore if it is due and no other portal does it now. Returns whether it was done.
  ///
  /// The turn is a row with an end, so that a portal that was killed holds up nobody for long. It saves work and nothing
  /// more: a chore that two portals do at once, because one took longer than anybody may, does no harm.
  ///
  /// - Parameter interval: how often the chore is due, in seconds, by whichever portal; 0 where its work tells.
  /// - Throws: what the work throws. Then another portal may begin at once.
  @discardableResult
  public func takeTurn(_ chore: Chore, every interval: Int = 0, _ work: () throws -> Void) throws -> Bool {
    // Most looks find nothing to do.
    guard try engine.readStatement({ try $0.turn(chore) })?.isFree(at: clock(), every: interval) ?? true else {
      return false
    }
    let began = clock()
    let earlier = try engine.write(.portals) { transaction -> Turn? in
      let turn = try transaction.turn(chore) ?? Turn(chore: chore, holder: "", until: began)
      guard turn.isFree(at: began, every: interval) else { return nil }
      try transaction.keep(
        Turn(chore: chore, holder: portal, until: began.adding(seconds: chore.patience), doneAt: turn.doneAt))
      return turn
    }
    guard let earlier else { return false }
    do {
      try work()
    } catch {
      try? endTurn(chore, doneAt: earlier.doneAt)
      throw error
    }
    try endTurn(chore, doneAt: began)
    return true
  }

  /// Prolongs this portal's turn.
  ///
  /// - Throws: ``StoreError/busy`` when another has taken it.
  func prolongTurn(_ chore: Chore) throws {
    let until = clock().adding(seconds: chore.patience)
    try engine.write(.portals) { transaction in
      guard var turn = try transaction.turn(chore), turn.holder == portal else { throw StoreError.busy }
      turn.until = until
      try transaction.keep(turn)
    }
  }

  /// Ends this portal's turn, unless another has taken it for dead.
  private func endTurn(_ chore: Chore, doneAt: Moment?) throws {
    let now = clock()
    try engine.write(.portals) { transaction in
      guard try transaction.turn(chore)?.holder == portal else { return }
      try transaction.keep(Turn(chore: chore, holder: portal, until: now, doneAt: doneAt))
    }
  }

  /// Whether all portals of the store see the same files, so that one of them sweeps for all.
  public var sweepsInTurn: Bool { pictures.isShared }

  /// Does ``sweep()`` once a day, whichever portal comes first. Returns the number of removed objects.
  public func sweepInTurn() throws -> Int {
    var count = 0
    try takeTurn(.collecting, every: 24 * 60 * 60) { count = try sweep() }
    return count
  }
}

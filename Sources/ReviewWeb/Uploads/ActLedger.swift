import Synchronization

/// Remembers the outcomes of acts that carry an idempotency key, so that a double tap or a form that is sent again gets
/// the first outcome instead of being done twice.
///
/// Keys belong to an owner, so nobody sees another person's outcome by guessing a key.
final class ActLedger<Outcome: Sendable>: Sendable {
  private struct Key: Hashable {
    let owner: String
    let key: String
  }

  private struct Act {
    let task: Task<Outcome, Never>
    let number: Int
  }

  private struct Acts {
    var byKey: [Key: Act] = [:]
    /// The keys by the acts' numbers, which count up.
    var keys: [Int: Key] = [:]
    var begun = 0
    /// No remembered act has a lower number.
    var oldest = 0

    mutating func add(_ key: Key, _ task: Task<Outcome, Never>, room: Int) {
      byKey[key] = Act(task: task, number: begun)
      keys[begun] = key
      begun += 1
      while byKey.count > room {
        if let key = keys.removeValue(forKey: oldest) { byKey[key] = nil }
        oldest += 1
      }
    }

    mutating func remove(_ key: Key) {
      if let act = byKey.removeValue(forKey: key) { keys[act.number] = nil }
    }
  }

  private let acts = Mutex(Acts())
  private let room: Int

  /// A ledger.
  ///
  /// - Parameter room: how many acts are remembered; the oldest goes first.
  init(room: Int = 4096) { self.room = room }

  /// The sizes of both indexes, for tests.
  var counts: (acts: Int, keys: Int) { acts.withLock { ($0.byKey.count, $0.keys.count) } }

  /// The outcome of an act: done now, or remembered from when it was done before. An act under way is finished even when
  /// the client has gone.
  func outcome(owner: String, key: String?, of act: @escaping @Sendable () async -> Outcome) async -> Outcome {
    guard let key, !key.isEmpty else { return await Task { await act() }.value }
    let task = acts.withLock { acts in
      let key = Key(owner: owner, key: key)
      if let act = acts.byKey[key] { return act.task }
      let task = Task { await act() }
      acts.add(key, task, room: room)
      return task
    }
    return await task.value
  }

  /// Forgets an act, so that it may be tried again under the same key.
  func forget(owner: String, key: String?) {
    guard let key else { return }
    acts.withLock { $0.remove(Key(owner: owner, key: key)) }
  }
}

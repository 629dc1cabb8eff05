import Synchronization

/// Remembers what became of acts that carry a key of their own, so that a double tap or a resent form is answered with
/// the first one's outcome instead of being done twice.
///
/// Keys belong to an owner; nobody meets another's outcome by naming a key.
final class ActLedger<Outcome: Sendable>: Sendable {
  private struct Key: Hashable {
    let owner: String
    let key: String
  }

  private struct Acts {
    var tasks: [Key: Task<Outcome, Never>] = [:]
    var order: [Key] = []
  }

  private let acts = Mutex(Acts())
  private let room: Int

  /// A ledger.
  ///
  /// - Parameter room: how many acts are remembered; the oldest goes first.
  init(room: Int = 4096) { self.room = room }

  /// The outcome of an act: done now, or the one it had when it was done before. An act under way goes on to its end
  /// even when whoever asked for it has gone.
  func outcome(owner: String, key: String?, of act: @escaping @Sendable () async -> Outcome) async -> Outcome {
    guard let key, !key.isEmpty else { return await Task { await act() }.value }
    let task = acts.withLock { acts in
      let key = Key(owner: owner, key: key)
      if let task = acts.tasks[key] { return task }
      let task = Task { await act() }
      acts.tasks[key] = task
      acts.order.append(key)
      if acts.order.count > room { acts.tasks[acts.order.removeFirst()] = nil }
      return task
    }
    return await task.value
  }

  /// Forgets an act, so that it may be tried again under the same key.
  func forget(owner: String, key: String?) {
    guard let key else { return }
    acts.withLock { $0.tasks[Key(owner: owner, key: key)] = nil }
  }
}

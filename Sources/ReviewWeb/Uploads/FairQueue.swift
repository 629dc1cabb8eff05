/// Lets a few pieces of work run at once and the rest wait their turn, one owner after another: somebody who sends
/// twenty photos does not keep the next person waiting for all twenty.
actor FairQueue {
  /// There is no room to wait either.
  struct Full: Error {
    /// Seconds after which trying again makes sense.
    let retryAfter: Int
  }

  private struct Waiting {
    let owner: String
    let turn: CheckedContinuation<Void, Never>
  }

  private let atOnce: Int
  private let room: Int
  private var running = 0
  private var waiting: [Waiting] = []
  /// When each owner's last piece began, as a count; who has waited longest since goes first.
  private var lastBegun: [String: Int] = [:]
  private var begun = 0

  /// A queue.
  ///
  /// - Parameters:
  ///   - atOnce: how many pieces run at the same time.
  ///   - room: how many may wait.
  init(atOnce: Int, room: Int) {
    self.atOnce = max(1, atOnce)
    self.room = room
  }

  /// How many run and how many wait.
  var load: (running: Int, waiting: Int) { (running, waiting.count) }

  /// Whether one more could at least wait.
  func checkRoom() throws(Full) {
    if running >= atOnce, waiting.count >= room { throw Full(retryAfter: 5 + waiting.count / atOnce) }
  }

  /// Runs a piece of work when its turn has come.
  ///
  /// - Throws: ``Full`` at once when there is no room to wait; else what the work throws.
  func run<Value: Sendable>(for owner: String, _ work: @Sendable () async throws -> Value) async throws -> Value {
    if running >= atOnce {
      try checkRoom()
      await withCheckedContinuation { waiting.append(Waiting(owner: owner, turn: $0)) }
    } else {
      begin(owner)
    }
    defer { next() }
    return try await work()
  }

  private func begin(_ owner: String) {
    running += 1
    begun += 1
    lastBegun[owner] = begun
  }

  private func next() {
    running -= 1
    let first = waiting.indices.min {
      lastBegun[waiting[$0].owner, default: 0] < lastBegun[waiting[$1].owner, default: 0]
    }
    guard let first else {
      if running == 0 { lastBegun.removeAll() }
      return
    }
    let chosen = waiting.remove(at: first)
    begin(chosen.owner)
    chosen.turn.resume()
  }
}

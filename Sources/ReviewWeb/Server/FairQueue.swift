import Wording

/// Runs a few pieces of work at once; the others wait (start-time fair queueing). Of the waiting pieces, the one starts
/// next that would end first if all owners were served in parallel, each piece taking as long as its weight. So one
/// owner's many pieces do not hold up the next person, and a light piece passes a heavy one, which still gets its turn.
actor FairQueue {
  /// The queue is full.
  struct Full: ProblemTelling {
    /// Seconds after which trying again makes sense.
    let retryAfter: Int

    var problem: Problem {
      Problem(
        .serviceUnavailable, "busy",
        Bilingual(
          "Many people are at work here just now. Nothing was changed; try again in \(retryAfter) seconds.",
          "当前使用人数较多，未作任何更改，请 \(retryAfter) 秒后重试。"),
        retryAfter: retryAfter)
    }
  }

  private struct Waiting {
    let owner: String
    let weight: Int
    let start: Int
    let end: Int
    let turn: CheckedContinuation<Void, any Error>
  }

  private let atOnce: Int
  private let room: Int
  /// Pieces of at least this weight are heavy. They take at most half of the places, so that light pieces soon get one.
  private let heavy: Int
  private var running = 0
  private var runningHeavy = 0
  private var waiting: [Waiting] = []
  /// Virtual time: the weight that every owner would have been served by now, if all were served in parallel.
  private var progress = 0
  /// The virtual time at which each owner's last piece ends.
  private var ends: [String: Int] = [:]

  /// A queue.
  ///
  /// - Parameters:
  ///   - atOnce: how many pieces run at the same time.
  ///   - room: how many may wait.
  ///   - heavy: the weight from which on a piece is heavy.
  init(atOnce: Int, room: Int, heavy: Int = .max) {
    self.atOnce = max(1, atOnce)
    self.room = room
    self.heavy = heavy
  }

  /// How many run and how many wait.
  var load: (running: Int, waiting: Int) { (running, waiting.count) }

  /// Whether all places are taken, those for waiting too.
  var isFull: Bool { running >= atOnce && waiting.count >= room }

  /// Checks that one more piece of an owner's could at least wait.
  func checkRoom(for owner: String) throws(Full) {
    if running >= atOnce, waiting.count >= room, indexToGiveWay(to: owner) == nil { throw full }
  }

  /// Runs a piece of work when its turn has come. When the queue is full, the owner with most waiting pieces loses the
  /// last of them, if that owner has more than this one would have.
  ///
  /// - Throws: ``Full`` when there is no room to wait, or no longer; else what the work throws.
  func run<Value: Sendable>(
    for owner: String, weight: Int = 1, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    let weight = max(1, weight)
    let start = max(progress, ends[owner] ?? 0)
    if running >= atOnce || !hasPlace(for: weight) {
      if waiting.count >= room {
        guard let index = indexToGiveWay(to: owner) else { throw full }
        let last = waiting.remove(at: index)
        ends[last.owner] = last.start
        last.turn.resume(throwing: full)
      }
      ends[owner] = start + weight
      try await withCheckedThrowingContinuation { turn in
        waiting.append(Waiting(owner: owner, weight: weight, start: start, end: start + weight, turn: turn))
      }
    } else {
      ends[owner] = start + weight
      begin(weight, start)
    }
    defer {
      end(weight)
      beginNext()
    }
    return try await work()
  }

  private var full: Full { Full(retryAfter: 5 + waiting.count / atOnce) }

  private func hasPlace(for weight: Int) -> Bool { weight < heavy || runningHeavy < max(1, atOnce / 2) }

  /// The last piece of the owner with most waiting pieces, if they are more than this owner would have; else nil.
  private func indexToGiveWay(to owner: String) -> Int? {
    var counts: [String: Int] = [:]
    for piece in waiting { counts[piece.owner, default: 0] += 1 }
    guard let most = counts.max(by: { $0.value < $1.value }), most.value > counts[owner, default: 0] + 1 else {
      return nil
    }
    return waiting.indices.filter { waiting[$0].owner == most.key }.max { waiting[$0].end < waiting[$1].end }
  }

  private func begin(_ weight: Int, _ start: Int) {
    running += 1
    if weight >= heavy { runningHeavy += 1 }
    progress = max(progress, start)
  }

  private func end(_ weight: Int) {
    running -= 1
    if weight >= heavy { runningHeavy -= 1 }
  }

  private func beginNext() {
    while running < atOnce {
      let first = waiting.indices.filter { hasPlace(for: waiting[$0].weight) }.min { waiting[$0].end < waiting[$1].end }
      guard let first else { break }
      let chosen = waiting.remove(at: first)
      begin(chosen.weight, chosen.start)
      chosen.turn.resume()
    }
    guard waiting.isEmpty else { return }
    // An owner without waiting pieces starts at the current virtual time.
    if running == 0 { progress = 0; ends.removeAll() } else { ends = ends.filter { $0.value > progress } }
  }
}

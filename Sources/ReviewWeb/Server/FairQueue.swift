import Wording

/// Lets a few pieces of work run at once and the rest wait for their turn, so that nobody waits for all of somebody
/// else's: of those that wait, the one goes first that would end first if all owners were served side by side, each piece
/// taking as long as its weight (start-time fair queueing). So one owner's many pieces do not keep the next person
/// waiting, and a light piece passes a heavy one, which still has its turn.
actor FairQueue {
  /// There is no room to wait either.
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
  /// From this weight on a piece is heavy. Heavy ones take no more than half of the places, so that there is soon one for
  /// a light piece.
  private let heavy: Int
  private var running = 0
  private var runningHeavy = 0
  private var waiting: [Waiting] = []
  /// How far the work has come, in weights, as if all owners were served side by side.
  private var progress = 0
  /// Where each owner's last piece ends by that measure.
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

  /// Whether one more of an owner's could at least wait.
  func checkRoom(for owner: String) throws(Full) {
    if running >= atOnce, waiting.count >= room, indexToGiveWay(to: owner) == nil { throw full }
  }

  /// Runs a piece of work when its turn has come. Where there is no room to wait, the last piece of whoever has most
  /// waiting gives way, if that is more than this owner would have.
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

  /// The last piece of whoever has most waiting, where that is more than an owner would have with one more.
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
    // Whoever has nothing waiting begins where the work has come to.
    if running == 0 { progress = 0; ends.removeAll() } else { ends = ends.filter { $0.value > progress } }
  }
}

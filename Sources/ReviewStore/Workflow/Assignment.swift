/// Chooses which of the waiting applications a reviewer gets next.
///
/// Several reviewers ask at the same time. If each got the one that has waited longest, people who work side by side
/// would get applications that stand side by side in the queue. So each gets one of the oldest, in an order that depends
/// on the reviewer and that nobody knows beforehand.
enum Assignment {
  /// An application of the reviewer's queue.
  struct Waiting {
    let registration: RegistrationNumber
    /// Since when it has waited.
    let since: Moment
    /// Whether the reviewer may have it.
    let isFree: Bool
    /// Whether somebody else holds it.
    let isHeld: Bool
  }

  /// From how many of the oldest free applications one is chosen.
  static let window = 16
  /// If the oldest has waited so many seconds longer than the newest of the window, it comes first, so that chance never
  /// leaves one behind.
  static let patience = 86_400

  /// The applications of the window, the one to be handed out first. Neighbours of what others hold come last.
  ///
  /// - Parameters:
  ///   - waiting: the queue, longest waiting first.
  ///   - rank: a text that depends on the reviewer and the application; the least comes first.
  static func order(
    _ waiting: [Waiting], by rank: (RegistrationNumber) throws -> String
  ) rethrows -> [RegistrationNumber] {
    let free = waiting.indices.filter { waiting[$0].isFree }.prefix(window)
    guard let oldest = free.first, let newest = free.last else { return [] }
    let ranked = try free.map { index in
      let isNeighbour = [index - 1, index + 1].contains { waiting.indices.contains($0) && waiting[$0].isHeld }
      return (index: index, key: (isNeighbour ? 1 : 0, try rank(waiting[index].registration)))
    }.sorted { $0.key < $1.key }.map(\.index)
    let isLeftBehind = waiting[oldest].since.adding(seconds: patience) < waiting[newest].since
    let order = isLeftBehind ? [oldest] + ranked.filter { $0 != oldest } : ranked
    return order.map { waiting[$0].registration }
  }
}

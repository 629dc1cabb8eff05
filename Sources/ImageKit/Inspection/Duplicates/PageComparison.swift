/// Compares one picture, in each of the eight orientations, with others: first by what they look like, then, if that
/// agrees, by their content.
///
/// ```swift
/// var comparison = PageComparison(of: hash)
/// comparison.showsSame(as: other)
/// ```
public struct PageComparison {
  /// The picture's hash in all eight states.
  private let states: [PerceptualHash]
  private let detail: PageDetail?
  /// The page's samples in the orientations that were asked for.
  private var pages: [Int: ContentComparison?] = [:]

  /// A comparison of the picture with this hash.
  public init(of hash: PerceptualHash) {
    states = hash.turned
    detail = hash.detail
  }

  /// Whether another picture looks the same and, where both have a detail, holds the same.
  public mutating func showsSame(as other: PerceptualHash) -> Bool {
    let (turn, distance) = nearest(to: other)
    return distance <= PerceptualHash.same && difference(fromSame: other.detail, turn: turn) != nil
  }

  /// How many bits another picture's hash differs in, in the state in which it differs least.
  public func distance(to other: PerceptualHash) -> Int { nearest(to: other).distance }

  private func nearest(to other: PerceptualHash) -> (turn: Int, distance: Int) {
    let distances = states.map { $0.distance(to: other) }
    let turn = distances.indices.min { distances[$0] < distances[$1] }!
    return (turn, distances[turn])
  }

  /// How many adjacent windows differ if another picture has the same content, and 0 if one of them has no detail to
  /// compare; nil if it has other content.
  ///
  /// - Parameter turn: Which of ``PerceptualHash/turned``.
  mutating func difference(fromSame other: PageDetail?, turn: Int) -> Int? {
    guard let detail, let other, detail != other else { return 0 }
    if pages[turn] == nil {
      pages[turn] = .some(detail.luma(in: PerceptualHash.turnedStates[turn]).map(ContentComparison.init))
    }
    guard let page = pages[turn] ?? nil, let otherPage = other.luma() else { return 0 }
    return page.difference(fromSame: otherPage)
  }
}

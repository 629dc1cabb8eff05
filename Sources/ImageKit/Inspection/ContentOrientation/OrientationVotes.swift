import Foundation

/// The evidence of many patches of text for each of the eight orientations.
///
/// An orientation's evidence is the sum of the logarithms of its probability over the patches. Patches that probably
/// hold no text do not count, and a least probability bounds how much a single patch can count.
struct OrientationVotes: Sendable {
  /// Each patch's evidence for each of the eight states.
  private var votes: [[Double]] = []
  private var evidence = [Double](repeating: 0, count: ExifOrientation.allCases.count)

  /// The least probability that a patch gives a state.
  private static let floor = 0.03

  /// How many patches voted.
  var count: Int { votes.count }

  /// Counts a patch.
  mutating func add(_ answer: TextPatchNetwork.Answer) {
    let vote = answer.states.map { log(Double($0 + answer.none / Float(evidence.count)) + Self.floor) }
    for index in evidence.indices { evidence[index] += vote[index] }
    votes.append(vote)
  }

  /// The states, the likeliest first.
  private var ranking: [Int] { evidence.indices.sorted { evidence[$0] > evidence[$1] } }

  /// The likeliest state.
  var winner: ExifOrientation { ExifOrientation(rawValue: ranking[0] + 1)! }
  /// How far it is ahead of the second.
  var margin: Double { evidence[ranking[0]] - evidence[ranking[1]] }

  /// How consistently the patches prefer the likeliest state to the second: the margin divided by its standard
  /// deviation if each patch preferred either at random. Single patches can be far off, as those of handwriting are;
  /// the last term keeps a few that agree by chance from deciding.
  var steadiness: Double {
    guard count > 0 else { return 0 }
    let ranking = ranking
    let leads = votes.map { $0[ranking[0]] - $0[ranking[1]] }
    let mean = margin / Double(count)
    let spread = leads.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return margin / (spread + Double(count)).squareRoot()
  }

  /// How sure it is that the likeliest state is the right one, 0…1.
  ///
  /// Patches of one page are not independent, so both terms count for less than statistics of independent ones would
  /// give. The consistency is up to 1.3 for handwritten pages, and for the least legible print 1.8 to 3.3 over 96
  /// patches and 3.0 to 4.3 over 160.
  var confidence: Double {
    count < Self.fewest ? 0 : min(1 - exp(-margin / 10), 1 - exp(-steadiness * steadiness / 3))
  }

  /// Fewer patches with text than this decide nothing.
  static let fewest = 5

  /// The states whose evidence is within `lead` of the likeliest one's, and at least the two likeliest: with a single
  /// candidate, every patch would support it.
  func contenders(within lead: Double) -> [ExifOrientation] {
    let ranking = ranking
    return ranking.enumerated().filter { $0.offset < 2 || evidence[ranking[0]] - evidence[$0.element] < lead }
      .map { ExifOrientation(rawValue: $0.element + 1)! }
  }
}

import Foundation

/// What many patches of text say together of how a picture is turned.
///
/// Each state's evidence is the sum of the logarithms of its probability. What is probably no text says nothing of any state,
/// and no patch, however sure, counts for more than a floor lets it.
struct OrientationVotes: Sendable {
  /// How many patches voted.
  private(set) var count = 0
  private var evidence = [Double](repeating: 0, count: ExifOrientation.allCases.count)
  private var wins = [Int](repeating: 0, count: ExifOrientation.allCases.count)

  /// The least probability that a patch gives a state.
  private static let floor = 0.03

  /// Counts a patch.
  mutating func add(_ answer: TextPatchNetwork.Answer) {
    for index in evidence.indices {
      evidence[index] += log(Double(answer.states[index] + answer.none / Float(evidence.count)) + Self.floor)
    }
    wins[answer.states.indices.max { answer.states[$0] < answer.states[$1] }!] += 1
    count += 1
  }

  /// The states, the likeliest first.
  private var ranking: [Int] { evidence.indices.sorted { evidence[$0] > evidence[$1] } }

  /// The likeliest state.
  var winner: ExifOrientation { ExifOrientation(rawValue: ranking[0] + 1)! }
  /// How far it is ahead of the second.
  var margin: Double { evidence[ranking[0]] - evidence[ranking[1]] }
  /// The share of patches, 0…1, that by themselves would say the same.
  var agreement: Double { count > 0 ? Double(wins[ranking[0]]) / Double(count) : 0 }

  /// How far the likeliest state is ahead of this one.
  func lead(over state: ExifOrientation) -> Double { evidence.max()! - evidence[state.rawValue - 1] }
}

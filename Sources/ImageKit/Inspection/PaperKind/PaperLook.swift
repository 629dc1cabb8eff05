import Wording

/// Which paper a picture seems to show.
public struct PaperLook: Sendable, Hashable {
  /// The probability of each kind, in the order of `PaperKind.allCases`.
  let probabilities: [Double]

  /// Examines a picture, in any orientation. A picture of two hundred pixels is enough.
  public init(at picture: PlanarPicture) {
    probabilities = PaperNetwork.trained.probabilities(for: picture)
  }

  /// Examines a picture file; nil where it cannot be decoded.
  public init?(inFile bytes: [UInt8]) {
    guard let decoded = try? PictureDecoder().look(at: bytes) else { return nil }
    self.init(at: decoded.upright())
  }

  /// A look with known probabilities; a kind that is not named has none.
  public init(_ known: [PaperKind: Double]) {
    probabilities = PaperKind.allCases.map { known[$0] ?? 0 }
  }

  /// The kind, if it is decided.
  public var kind: PaperKind? { confidence >= Self.sure ? likeliest : nil }
  /// The probability of the likeliest kind.
  public var confidence: Double { probabilities.max() ?? 0 }

  /// The likeliest kind, even where it is not decided.
  var likeliest: PaperKind {
    let place = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    return PaperKind.allCases[place]
  }

  /// The probability from which a kind is decided. Of 720 drawn papers whose layouts training never used, on which this
  /// was chosen, 87% are decided, 97% of them rightly; of 720 others 85%, 98% of them rightly.
  private static let sure = 0.6
  /// A paper is said to be wrong only if what is wanted is this unlikely. 0.4% of those 1,440 drawn papers would be said
  /// to be wrong in their own place; of the two sides of a card at each other's places, 92 and 83% are told.
  private static let hardlyWanted = 0.02

  /// The probability that it is one of the kinds.
  private func probability(of kinds: [PaperKind]) -> Double {
    zip(PaperKind.allCases, probabilities).reduce(0) { $0 + (kinds.contains($1.0) ? $1.1 : 0) }
  }

  /// A warning that the picture shows another paper than is wanted; nil if it does not, or if that is undecided.
  ///
  /// - Parameters:
  ///   - wanted: The kinds that are wanted; empty where everything is.
  ///   - elsewhere: The position at which the kind belongs that is seen here, for two sides that were swapped.
  public func wrongPaper(
    wanted: [PaperKind], elsewhere: (PaperKind) -> Int? = { _ in nil }
  ) -> Finding? {
    guard !wanted.isEmpty, confidence >= Self.sure, !wanted.contains(likeliest),
      probability(of: wanted) <= Self.hardlyWanted
    else { return nil }
    let list = Bilingual(
      wanted.map(\.words.english).joined(separator: " or "), wanted.map(\.words.chinese).joined(separator: "或"))
    let seen = likeliest
    var message =
      seen == .noDocument
      ? Bilingual(
        "There seems to be no document in the picture; wanted is \(list.english).", "画面中似乎没有证件或文件，这里要\(list.chinese)。")
      : Bilingual(
        "This looks like \(seen.words.english); wanted is \(list.english).",
        "像是\(seen.words.chinese)，这里要\(list.chinese)。")
    if let position = elsewhere(seen) {
      message = Bilingual(
        "\(message.english) The two seem to be swapped: this one belongs at position \(position).",
        "\(message.chinese)正反面可能放反了：这一张应放在第 \(position) 张。")
    }
    return Finding(.wrongPaper, .warning, score: Int(confidence * 100), message)
  }
}

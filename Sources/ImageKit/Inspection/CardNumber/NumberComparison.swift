import Foundation

/// Whether a card bears a number.
public enum CardNumberAnswer: Sendable, Hashable {
  /// It does.
  case same
  /// It bears another number, which may have been read wrongly in places that do not matter for the answer.
  case other(CardNumber)
  /// No number was found, or its digits cannot be told apart.
  case undecided

  /// An answer without the number that was read.
  public enum Kind: String, Sendable { case same, other, undecided }

  /// The answer without the number that was read.
  public var kind: Kind {
    switch self {
    case .same: .same
    case .other: .other
    case .undecided: .undecided
    }
  }
}

/// Compares what was read with the number that should stand there.
///
/// A wrong answer is worse than none. A card's number has a right check character, and no two such numbers differ in one
/// digit only. So the likeliest of all such numbers is compared with the second, and where it leads clearly it is what
/// the card bears, even if one of its digits by itself can be taken for another.
struct NumberComparison {
  /// How much likelier the number must be than every other with a right check character: the logarithm.
  private static let lead: Float = 4
  /// A digit that is less likely than this cannot be there, whatever the others are: the logarithm.
  private static let leastDigit: Float = -6
  /// The least fit of a row that is taken for a number at all.
  private static let leastFit = -0.6
  /// The same for a number that contradicts the wanted one. A number of which the picture's edge cuts a digit, and one
  /// that is read a place off, must not.
  private static let leadOfOther: Float = 8, leastDigitOfOther: Float = -1.5, leastFitOfOther = -0.3
  /// How much likelier its digit must be than the wanted one at each place where they differ: the logarithm.
  private static let leadOfDigit: Float = 2
  /// How sure every digit must be of a number without a right check character: how much likelier than any other answer,
  /// and how likely all of them together; logarithms.
  private static let uncheckedLead: Float = 3, uncheckedTogether: Float = -0.2

  /// The answer for a row of digits.
  static func answer(_ row: DigitRow, for wanted: CardNumber) -> CardNumberAnswer {
    guard row.fit >= leastFit else { return .undecided }
    if !wanted.isChecked, isSure(row, wanted) { return .same }
    let (read, lead) = likeliest(of: row)
    let least = zip(row.answers, read.values).map { $0[$1] }.min() ?? -.infinity
    guard least >= leastDigit else { return .undecided }
    if read == wanted { return lead >= Self.lead ? .same : .undecided }
    let leads = read.places(differingFrom: wanted).map { place in
      row.answers[place - 1][read.values[place - 1]] - row.answers[place - 1][wanted.values[place - 1]]
    }
    let isContradicted =
      row.fit >= leastFitOfOther && least >= leastDigitOfOther && lead >= leadOfOther
      && leads.reduce(0, +) >= leadOfOther && leads.allSatisfy { $0 >= leadOfDigit }
    return isContradicted ? .other(read) : .undecided
  }

  /// Whether the row surely reads as a number that has no right check character.
  private static func isSure(_ row: DigitRow, _ number: CardNumber) -> Bool {
    let leads = zip(row.answers, number.values).map { answers, digit in
      answers[digit] - (answers.indices.filter { $0 != digit }.map { answers[$0] }.max() ?? 0)
    }
    return leads.allSatisfy { $0 >= uncheckedLead } && likelihood(of: number, in: row) >= uncheckedTogether
  }

  /// The logarithm of the probability that the row bears a number.
  private static func likelihood(of number: CardNumber, in row: DigitRow) -> Float {
    zip(row.answers, number.values).reduce(0) { $0 + $1.0[$1.1] }
  }

  /// The likeliest number with a right check character, and by how much it is likelier than the second.
  private static func likeliest(of row: DigitRow) -> (number: CardNumber, lead: Float) {
    var sums = CheckedNumbers()
    for answers in row.answers { sums.append(answers) }
    return (CardNumber(values: sums.first.digits), sums.first.likelihood - sums.second.likelihood)
  }
}

/// The two likeliest numbers with a right check character, found digit by digit: for each value that the sum of the
/// products may have so far, the two likeliest beginnings (Viterbi's algorithm with the sum as its state).
private struct CheckedNumbers {
  /// The digits up to some place, and the logarithm of their probability.
  struct Beginning {
    var digits: [Int]
    var likelihood: Float
  }

  /// For each sum modulo 11, at most two beginnings, the likelier first.
  private var beginnings: [[Beginning]] =
    [[Beginning(digits: [], likelihood: 0)]] + Array(repeating: [], count: CardNumber.modulus - 1)

  /// The likeliest whole number.
  var first: Beginning { beginnings[CardNumber.remainder][0] }
  /// The one after it.
  var second: Beginning { beginnings[CardNumber.remainder][1] }

  /// Continues with the logarithms of the probabilities of the next digit.
  mutating func append(_ answers: [Float]) {
    var next: [[Beginning]] = Array(repeating: [], count: CardNumber.modulus)
    for (sum, known) in beginnings.enumerated() {
      for beginning in known {
        let place = beginning.digits.count
        for digit in 0...(place == CardNumber.length - 1 ? CardNumber.x : 9) {
          let state = (sum + digit * CardNumber.factors[place]) % CardNumber.modulus
          let likelihood = beginning.likelihood + answers[digit]
          guard next[state].count < 2 || likelihood > next[state][1].likelihood else { continue }
          next[state].append(Beginning(digits: beginning.digits + [digit], likelihood: likelihood))
          next[state].sort { $0.likelihood > $1.likelihood }
          next[state] = Array(next[state].prefix(2))
        }
      }
    }
    beginnings = next
  }
}

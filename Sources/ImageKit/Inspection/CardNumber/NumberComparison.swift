import Foundation

/// Whether a card bears a number.
public enum CardNumberAnswer: Sendable, Hashable {
  /// It does.
  case same
  /// It bears another number, which may have been read wrongly in places that do not matter for the answer.
  case other(CardNumber)
  /// No number was found, or its digits cannot be told apart.
  case undecided
}

/// Compares what was read with the number that should stand there.
///
/// A wrong answer is worse than none. What is read must be the wanted number, or a number that can be: its check
/// character tells a digit that was read wrongly, since no two numbers with right check characters differ in one digit
/// only. Without a right check character, every digit must be all but certain.
struct NumberComparison {
  /// How sure a reading must be.
  private struct Measure {
    /// How much likelier each digit must be than any other answer: the logarithm.
    var lead: Float
    /// How likely all digits must be together: the logarithm of the probability.
    var together: Float
  }

  private static let checked = Measure(lead: 0.6, together: -1)
  private static let unchecked = Measure(lead: 3, together: -0.2)
  /// How much likelier than the wanted digit another must be, at the places where they differ: at each, and at the
  /// surest, for a number with a right check character and for one without.
  private static let eachOther: Float = 2, surest: Float = 4, surestUnchecked: Float = 7
  /// The least fit of a row that is taken for a number at all.
  private static let leastFit = -0.3

  /// The answer for a row of digits.
  static func answer(_ row: DigitRow, for wanted: CardNumber) -> CardNumberAnswer {
    let read = CardNumber(values: row.likeliest)
    // A wrong check character cannot have been read rightly, unless the wanted number has a wrong one too.
    guard row.fit >= leastFit, isSure(row, read), read.isChecked || !wanted.isChecked else { return .undecided }
    if read == wanted { return .same }
    let leads = read.places(differingFrom: wanted).map { place in
      row.answers[place - 1][read.values[place - 1]] - row.answers[place - 1][wanted.values[place - 1]]
    }
    let isOther =
      leads.allSatisfy { $0 >= eachOther } && leads.max() ?? 0 >= (read.isChecked ? surest : surestUnchecked)
    return isOther ? .other(read) : .undecided
  }

  private static func isSure(_ row: DigitRow, _ read: CardNumber) -> Bool {
    let measure = read.isChecked ? checked : unchecked
    var together: Float = 0
    for (answers, digit) in zip(row.answers, read.values) {
      let next = answers.indices.reduce(-Float.infinity) { $1 == digit ? $0 : max($0, answers[$1]) }
      guard answers[digit] - next >= measure.lead else { return false }
      together += answers[digit]
    }
    return together >= measure.together
  }
}

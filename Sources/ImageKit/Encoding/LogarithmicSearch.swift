import Foundation

/// A search for the argument at which a decreasing function reaches a target value. It assumes that the function is
/// roughly a power law, which is a straight line in logarithms.
struct LogarithmicSearch {
  /// The argument to try next.
  private(set) var guess: Float
  /// The lower end of the bracket, where the value is above the target; `ratio` is the value divided by the target.
  private var low: (argument: Float, ratio: Float)?
  /// The upper end of the bracket, where the value is not above the target.
  private var high: (argument: Float, ratio: Float)?
  private let range: ClosedRange<Float>
  private let elasticity: Float

  /// A search within a range. Until both ends of the bracket are known, the value is assumed to be proportional to the
  /// argument to the power of −`elasticity`.
  init(range: ClosedRange<Float>, guess: Float, elasticity: Float) {
    self.range = range
    self.guess = guess
    self.elasticity = elasticity
  }

  /// Whether the guess no longer changes, or the bracket is too narrow to continue.
  private(set) var isExhausted = false

  /// Updates the bracket and the guess. `ratio` is the value at `guess` divided by the target.
  mutating func learn(ratio: Float) {
    if ratio > 1 { low = (guess, ratio) } else { high = (guess, ratio) }
    var next = guess * powf(ratio, 1 / elasticity)
    if let low, let high, low.ratio > high.ratio {
      // The secant through both ends, in logarithms. The guess is kept away from both ends, so that the bracket shrinks
      // from either side.
      let share = min(0.9, max(0.1, log(low.ratio) / (log(low.ratio) - log(high.ratio))))
      next = low.argument * powf(high.argument / low.argument, share)
    }
    next = min(range.upperBound, max(range.lowerBound, next))
    isExhausted = next == guess || (low != nil && high != nil && high!.argument / low!.argument < 1.0005)
    guess = next
  }
}

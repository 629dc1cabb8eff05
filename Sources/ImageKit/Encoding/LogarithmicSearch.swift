import Foundation

/// A search for the argument at which something that falls about as a power of it has a wanted size.
struct LogarithmicSearch {
  private(set) var guess: Float
  private var low: (argument: Float, ratio: Float)?
  private var high: (argument: Float, ratio: Float)?
  private let range: ClosedRange<Float>
  private let elasticity: Float

  /// A search within a range; `elasticity` is the power assumed until two points are known.
  init(range: ClosedRange<Float>, guess: Float, elasticity: Float) {
    self.range = range
    self.guess = guess
    self.elasticity = elasticity
  }

  /// Whether there is nowhere left to look.
  private(set) var isExhausted = false

  /// Takes what `guess` gave, as a multiple of what is wanted, and guesses anew.
  mutating func learn(ratio: Float) {
    if ratio > 1 { low = (guess, ratio) } else { high = (guess, ratio) }
    var next = guess * powf(ratio, 1 / elasticity)
    if let low, let high, low.ratio > high.ratio {
      // Between two points: on the line through both, in logarithms, kept off the ends so that either end moves.
      let share = min(0.9, max(0.1, log(low.ratio) / (log(low.ratio) - log(high.ratio))))
      next = low.argument * powf(high.argument / low.argument, share)
    }
    next = min(range.upperBound, max(range.lowerBound, next))
    isExhausted = next == guess || (low != nil && high != nil && high!.argument / low!.argument < 1.0005)
    guess = next
  }
}

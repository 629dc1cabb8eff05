import Foundation

/// Meets a budget while luma is being quantized: after every band of rows the price of a bit is set anew, so that what
/// is left of the budget suffices for what an earlier pass says is still to come.
///
/// A step alone cannot do it: table entries are integers, so sizes jump from one step to the next, and every attempt
/// costs a pass over the picture. Prices are continuous, and change by so little that no band looks other than the next.
struct BudgetSteering {
  /// Where the bits of a pass went.
  struct Progress {
    /// Code lengths of luma's symbols, scan by scan.
    var lengths: [[Int]]
    /// Luma's bits, strip after strip, were the picture looked at whole.
    var bandBits: [Double]
    /// What luma's tables and headers took.
    var overhead: Double
  }

  /// Bytes the file may have, and how many it should have at least.
  let accepted: ClosedRange<Int>
  /// Bytes it should have.
  let aim: Int
  /// An earlier pass.
  let forecast: Progress

  /// How size follows from price: its power.
  static let elasticity: Float = 0.18
  /// How many bands there are.
  static let bands = 16

  /// The price that makes bits into others.
  static func price(toMake bits: Double, into wanted: Double) -> Float {
    wanted > 0 ? powf(Float(bits / wanted), 1 / elasticity) : .infinity
  }
}

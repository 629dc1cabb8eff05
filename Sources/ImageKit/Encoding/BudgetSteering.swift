import Foundation

/// The byte budget that luma has to meet while it is quantized in 16 strips. Before each strip, lambda is set so that
/// the remaining budget suffices for the remaining strips, whose bits are predicted from an earlier pass.
///
/// The step alone cannot meet a budget: table entries are integers, so sizes jump from one step to the next, and every
/// attempt costs a pass over the picture. Lambda is continuous, and changes so little that strips look alike.
///
/// A *price* is lambda divided by the usual lambda for the step.
struct BudgetSteering {
  /// How many bits a pass took for luma, and for what.
  struct Progress {
    /// Huffman code lengths of luma's symbols, scan by scan.
    var lengths: [[Int]]
    /// The bits of each strip of luma; those of a sample are extrapolated to all blocks.
    var stripBits: [Double]
    /// The bits of luma's Huffman tables and scan headers.
    var overhead: Double
  }

  /// The accepted file sizes, in bytes.
  let accepted: ClosedRange<Int>
  /// The file size to aim for, in bytes.
  let aim: Int
  /// The bits of an earlier pass, which predict those of this one.
  let forecast: Progress

  /// The assumed exponent: bits are proportional to price to the power of −`elasticity`.
  static let elasticity: Float = 0.18
  /// The number of strips.
  static let strips = 16

  /// The price that is expected to change `bits`, measured at a price of 1, to `wanted`.
  static func price(toMake bits: Double, into wanted: Double) -> Float {
    wanted > 0 ? powf(Float(bits / wanted), 1 / elasticity) : .infinity
  }
}

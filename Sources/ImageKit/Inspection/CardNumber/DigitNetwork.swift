import Foundation

/// A small convolutional network that reads the digits in a strip, 32 pixels high, of a row of digits.
///
/// For every column, four pixels apart, it tells which digit has its middle there: 0…9, X, or none. The digits are best
/// about 18 pixels high, in the middle of the strip, and 20 pixels apart. The weights come from
/// `Training/train_digit_network.py`, which learns them from digits drawn in Debian's fonts.
struct DigitNetwork: Sendable {
  /// The height of a strip, in pixels.
  static let height = 32
  /// Pixels from one column to the next.
  static let step = 4
  /// The distance of digits that is read best, in pixels.
  static let pitch = 20.0
  /// The height of digits that is read best, in pixels.
  static let digitHeight = 18.0
  /// The kinds of answers: the values of ``CardNumber``, and none.
  static let answers = 12
  /// The answer that no digit has its middle in the column.
  static let none = 11

  /// The shapes of the layers. The last kernel spans the height that is left.
  private static let shapes: [ConvolutionStack.Shape] = [
    .init(16, kernel: 5, stride: 2), .init(32, kernel: 3, stride: 2),
    .init(32, kernel: 3, stride: .init(rows: 2, columns: 1)), .init(32, kernel: 3, stride: 1),
    .init(64, kernel: .init(rows: 4, columns: 5), stride: 1),
  ]

  /// The network as trained.
  static let trained = DigitNetwork(decodingBase64: digitWeights)

  private let convolutions: ConvolutionStack
  private let lastWeights: [Float]
  private let lastBiases: [Float]

  private init(decodingBase64 text: String) {
    var stored = NetworkWeights(base64: text)
    convolutions = ConvolutionStack(inputs: 1, Self.shapes, from: &stored)
    (lastWeights, lastBiases) = stored.layer(outputs: Self.answers, per: convolutions.outputs)
    precondition(stored.isAtEnd)
  }

  /// The logarithms of the probabilities of the twelve answers, column by column.
  ///
  /// - Parameter strip: A plane without padding, 32 pixels high; its width is a multiple of 32.
  func answers(for strip: Plane) -> [Float] {
    precondition(strip.height == Self.height && strip.width % 32 == 0 && strip.stride == strip.width)
    let (values, size) = convolutions.applied(
      to: PatchLight(of: strip).normalized(strip), size: .init(rows: strip.height, columns: strip.width))
    let channels = convolutions.outputs
    var answers = [Float](repeating: 0, count: size.columns * Self.answers)
    for column in 0..<size.columns {
      let first = column * Self.answers
      var highest = -Float.infinity
      for answer in 0..<Self.answers {
        var sum = lastBiases[answer]
        for channel in 0..<channels {
          sum += lastWeights[answer * channels + channel] * values[column * channels + channel]
        }
        answers[first + answer] = sum
        highest = max(highest, sum)
      }
      var total: Float = 0
      for answer in first..<first + Self.answers { total += Foundation.exp(answers[answer] - highest) }
      let logarithm = highest + Foundation.log(total)
      for answer in first..<first + Self.answers { answers[answer] -= logarithm }
    }
    return answers
  }
}

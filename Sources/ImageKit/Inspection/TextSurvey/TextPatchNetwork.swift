import Foundation

/// A small convolutional network that estimates, for a 64 × 64 patch of luma, the orientation, size and blur of the
/// text in it.
///
/// Five convolutions with rectified outputs, the mean over all places (so that every character in the patch counts) and
/// one linear layer give five numbers for a view of the patch: how much it looks like upright text, how much like no
/// text, the logarithms of em and blur, and the log-odds of dense strokes. The network is applied to the eight views of
/// the patch, turned and mirrored, and a softmax over the first numbers tells which is upright; so no orientation is
/// favoured by construction. The weights come from `Training/train_text_patch_network.py`, which learns them from text
/// rendered in Debian's fonts; they are 8-bit integers with one scale per output channel.
struct TextPatchNetwork: Sendable {
  /// The side of a patch, in pixels.
  static let side = 64
  /// The network's estimates for a patch.
  struct Answer: Sendable {
    /// The probability that it shows text in each of the eight EXIF orientations, in their order.
    var states: [Float]
    /// The probability that it shows no text, or text that runs at a slant.
    var none: Float
    /// The text's em in pixels, where there is text.
    var em: Float
    /// The blur's standard deviation in ems, where there is text.
    var blur: Float
    /// The probability that its strokes are as dense as those of Chinese characters and not as far apart as those of
    /// Latin letters, where there is text.
    var density: Float
  }

  private static let shapes: [ConvolutionStack.Shape] = [
    .init(8, kernel: 5, stride: 2), .init(16, kernel: 3, stride: 2), .init(32, kernel: 3, stride: 1),
    .init(32, kernel: 3, stride: 2), .init(48, kernel: 3, stride: 1),
  ]

  /// The numbers for one view.
  private static let outputs = 5

  /// The network as trained.
  static let trained = TextPatchNetwork(decodingBase64: textPatchWeights)

  private let convolutions: ConvolutionStack
  private let lastWeights: [Float]
  private let lastBiases: [Float]

  /// Reads the weights that the training script wrote.
  private init(decodingBase64 text: String) {
    var stored = NetworkWeights(base64: text)
    convolutions = ConvolutionStack(inputs: 1, Self.shapes, from: &stored)
    (lastWeights, lastBiases) = stored.layer(outputs: Self.outputs, per: convolutions.outputs)
    precondition(stored.isAtEnd)
  }

  /// The estimates for a patch, `side` pixels a side.
  ///
  /// - Parameter contenders: The orientations to consider; the others get probability 0. The time is proportional to
  ///   their number.
  func answer(for patch: Plane, contenders: [ExifOrientation] = ExifOrientation.allCases) -> Answer {
    let light = PatchLight(of: patch)
    let answers = contenders.map { numbers(of: patch.upright(from: $0), in: light) }
    func mean(_ index: Int) -> Float { answers.reduce(0) { $0 + $1[index] } / Float(answers.count) }
    let none = mean(1)
    let highest = answers.reduce(none) { max($0, $1[0]) }
    var states = [Float](repeating: 0, count: 8)
    for (contender, answer) in zip(contenders, answers) {
      states[contender.rawValue - 1] = Foundation.exp(answer[0] - highest)
    }
    let sum = states.reduce(Foundation.exp(none - highest), +)
    return Answer(
      states: states.map { $0 / sum }, none: Foundation.exp(none - highest) / sum,
      em: Foundation.exp(mean(2)), blur: Foundation.exp(mean(3)),
      density: 1 / (1 + Foundation.exp(-mean(4))))
  }

  /// The five numbers of one view.
  private func numbers(of view: Plane, in light: PatchLight) -> [Float] {
    let (values, size) = convolutions.applied(to: light.normalized(view), size: .init(side: Self.side))
    let channels = convolutions.outputs
    let means = [Float](unsafeUninitializedCapacity: channels) { means, count in
      count = channels
      means.update(repeating: 0)
      values.withUnsafeBufferPointer { values in
        for place in stride(from: 0, to: values.count, by: channels) {
          for channel in 0..<channels { means[channel] += values[place + channel] }
        }
      }
    }
    return (0..<Self.outputs).map { output in
      (0..<channels).reduce(lastBiases[output]) {
        $0 + lastWeights[output * channels + $1] * means[$1] / Float(size.rows * size.columns)
      }
    }
  }
}

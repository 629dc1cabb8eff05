import Foundation

/// A small convolutional network that looks at a 64 × 64 patch of luma and tells how the text in it is turned, how large it
/// is and how blurred.
///
/// Five convolutions with rectified outputs, the mean over all places (so every character in the patch counts), and one
/// linear layer make five numbers of one view of the patch: how much it looks like upright text, how much like no text,
/// the logarithms of em and blur, and the log-odds of dense strokes. The patch is shown in its eight views, four turns, mirrored or not; the first numbers
/// compete for being the upright view. So no state is favoured, by construction. The weights come from `Training/train_text_patch_network.py`, which learns them from
/// text rendered in Debian's fonts; they are 8-bit integers with one scale per output channel.
struct TextPatchNetwork: Sendable {
  /// The side of a patch, in pixels.
  static let side = 64
  /// What the network says of a patch.
  struct Answer: Sendable {
    /// The probability that it shows text in each of the eight EXIF orientations, in their order.
    var states: [Float]
    /// The probability that it shows no text, or text aslant.
    var none: Float
    /// The text's em in pixels, where there is text.
    var em: Float
    /// The blur's standard deviation in ems, where there is text.
    var blur: Float
    /// The probability that its strokes are as dense as those of Chinese characters, where there is text; otherwise they
    /// are as far apart as those of Latin letters.
    var density: Float
  }

  /// One layer's shape; `inputs` and `outputs` count channels.
  private struct Shape {
    let inputs, outputs, kernel, stride: Int
  }

  private static let shapes = [
    Shape(inputs: 1, outputs: 8, kernel: 5, stride: 2),
    Shape(inputs: 8, outputs: 16, kernel: 3, stride: 2),
    Shape(inputs: 16, outputs: 32, kernel: 3, stride: 1),
    Shape(inputs: 32, outputs: 32, kernel: 3, stride: 2),
    Shape(inputs: 32, outputs: 48, kernel: 3, stride: 1),
  ]

  /// The numbers made of one view.
  private static let outputs = 5

  /// The network as trained.
  static let trained = TextPatchNetwork(decodingBase64: textPatchWeights)

  private let layers: [ConvolutionLayer]
  private let lastWeights: [Float]
  private let lastBiases: [Float]

  /// Reads weights in the order in which the training script writes them: for each layer, 32-bit floating-point scales and
  /// biases of its outputs, then 8-bit weights; little-endian.
  private init(decodingBase64 text: String) {
    let bytes = [UInt8](Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
    var position = 0
    func floats(_ count: Int) -> [Float] {
      defer { position += 4 * count }
      return (0..<count).map { index in
        let at = position + 4 * index
        return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) })
      }
    }
    func layer(outputs: Int, per count: Int) -> (weights: [Float], biases: [Float]) {
      let scales = floats(outputs)
      let biases = floats(outputs)
      defer { position += outputs * count }
      let weights = (0..<outputs * count).map { Float(Int8(bitPattern: bytes[position + $0])) * scales[$0 / count] }
      return (weights, biases)
    }
    layers = Self.shapes.map { shape in
      let (weights, biases) = layer(outputs: shape.outputs, per: shape.kernel * shape.kernel * shape.inputs)
      return ConvolutionLayer(
        inputs: shape.inputs, outputs: shape.outputs, kernel: shape.kernel, stride: shape.stride,
        weights: weights, biases: biases)
    }
    (lastWeights, lastBiases) = layer(outputs: Self.outputs, per: Self.shapes[Self.shapes.count - 1].outputs)
    precondition(position == bytes.count)
  }

  /// Looks at a patch, `side` pixels a side.
  ///
  /// - Parameter contenders: The states in question; the others are given no probability. Each costs an eighth of a look.
  func answer(for patch: Plane, contenders: [ExifOrientation] = ExifOrientation.allCases) -> Answer {
    let light = Light(of: patch)
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
  private func numbers(of view: Plane, in light: Light) -> [Float] {
    var values = [Float](unsafeUninitializedCapacity: view.samples.count) { values, count in
      count = values.count
      for index in 0..<count { values[index] = (Float(view.samples[index]) - light.mean) * light.gain }
    }
    var side = Self.side
    for layer in layers {
      values = layer.applied(to: values, side: side)
      side /= layer.stride
    }
    let channels = lastWeights.count / Self.outputs
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
        $0 + lastWeights[output * channels + $1] * means[$1] / Float(side * side)
      }
    }
  }

  /// What a patch's samples are related to, the same for all of its views: their mean, and one over their standard
  /// deviation; 6 grey levels are added to that so that plain paper's grain stays small.
  private struct Light {
    let mean: Float
    let gain: Float

    init(of patch: Plane) {
      let count = Float(patch.samples.count)
      // Neither sum comes near the largest number that 32 bits hold.
      mean = Float(patch.samples.reduce(UInt32(0)) { $0 &+ UInt32($1) }) / count
      let squares = Float(patch.samples.reduce(UInt32(0)) { $0 &+ UInt32($1) &* UInt32($1) }) / count
      gain = 1 / (max(0, squares - mean * mean).squareRoot() + 6)
    }
  }
}

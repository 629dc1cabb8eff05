import CVision

/// A convolution over square maps, followed by the rectifier: `max(0, …)`.
///
/// Maps are laid out row, column, channel. Outside the map the input is zero, as far as half the kernel reaches.
struct ConvolutionLayer: Sendable {
  /// Channels of the input map.
  let inputs: Int
  /// Channels of the output map: a multiple of 8.
  let outputs: Int
  /// The kernel's side: odd.
  let kernel: Int
  /// Input places from one output place to the next.
  let stride: Int
  /// In the order group of output channels, kernel row, kernel column, input, output within the group.
  private let weights: [Float]
  private let biases: [Float]

  /// A layer with weights in the order output, kernel row, kernel column, input.
  init(inputs: Int, outputs: Int, kernel: Int, stride: Int, weights: [Float], biases: [Float]) {
    precondition(outputs % 8 == 0 && kernel % 2 == 1)
    let taps = kernel * kernel * inputs
    precondition(weights.count == outputs * taps && biases.count == outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.biases = biases
    let lanes = Int(cvision_group(Int32(outputs)))
    self.weights = (0..<outputs * taps).map { index in
      let (group, rest) = index.quotientAndRemainder(dividingBy: lanes * taps)
      let (tap, lane) = rest.quotientAndRemainder(dividingBy: lanes)
      return weights[(group * lanes + lane) * taps + tap]
    }
  }

  /// The output map, `side`/`stride` places a side, of an input map of `side` × `side` places. The output's side is a
  /// multiple of 8.
  func applied(to input: [Float], side: Int) -> [Float] {
    let border = kernel / 2
    let paddedSide = side + 2 * border
    let rowLength = side * inputs
    let padded = [Float](unsafeUninitializedCapacity: paddedSide * paddedSide * inputs) { padded, count in
      padded.initialize(repeating: 0)
      input.withUnsafeBufferPointer { input in
        for row in 0..<side {
          let target = padded.baseAddress! + ((row + border) * paddedSide + border) * inputs
          target.update(from: input.baseAddress! + row * rowLength, count: rowLength)
        }
      }
      count = padded.count
    }
    let outputSide = side / stride
    return [Float](unsafeUninitializedCapacity: outputSide * outputSide * outputs) { output, count in
      cvision_convolve(
        padded, Int32(paddedSide), Int32(inputs), Int32(kernel), Int32(stride), weights, biases, output.baseAddress,
        Int32(outputSide), Int32(outputs))
      count = output.count
    }
  }
}

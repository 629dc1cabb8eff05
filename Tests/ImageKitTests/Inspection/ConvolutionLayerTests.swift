import Testing

@testable import ImageKit

@Suite("Convolution layer") struct ConvolutionLayerTests {
  @Test("A convolution with one tap copies its input's positive part") func convolution() {
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: 3, stride: 1, weights: (0..<8).flatMap { _ in [0, 0, 0, 0, 1, 0, 0, 0, 0] },
      scales: [Float](repeating: 1, count: 8), biases: [Float](repeating: 0, count: 8))
    let input = (0..<64).map { Float($0) - 32 }
    let output = layer.applied(to: input, size: 8)
    #expect(output == input.flatMap { [Float](repeating: max(0, $0), count: 8) })
  }

  @Test("A convolution pads its input with zeros") func border() {
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: 3, stride: 1, weights: [Int8](repeating: 1, count: 72),
      scales: [Float](repeating: 1, count: 8), biases: [Float](repeating: 0, count: 8))
    let output = layer.applied(to: [Float](repeating: 1, count: 64), size: 8)
    #expect(output[0] == 4)
    #expect(output[8] == 6)
    #expect(output[9 * 8] == 9)
  }

  @Test("Rounding the input changes a sum by less than a thousandth", arguments: [8, 16, 24, 48])
  func sums(outputs: Int) {
    // 15 taps in a row: the last pair has one only.
    let (inputs, kernel, side) = (3, 5, 8)
    let taps = kernel * kernel * inputs
    let weights = (0..<outputs * taps).map { Int8($0 * 89 % 255 - 127) }
    let scales = (0..<outputs).map { 0.001 + Float($0) / 10_000 }
    let biases = (0..<outputs).map { Float($0 % 5) - 2 }
    let layer = ConvolutionLayer(
      inputs: inputs, outputs: outputs, kernel: 5, stride: 1, weights: weights, scales: scales, biases: biases)
    let input = (0..<side * side * inputs).map { Float($0 * 37 % 101) / 7 - 5 }
    let output = layer.applied(to: input, size: 8)
    for y in 0..<side {
      for x in 0..<side {
        for channel in 0..<outputs {
          var (sum, size): (Float, Float) = (0, 0)
          for row in 0..<kernel where (0..<side).contains(y + row - 2) {
            for column in 0..<kernel where (0..<side).contains(x + column - 2) {
              for tap in 0..<inputs {
                let product =
                  Float(weights[channel * taps + (row * kernel + column) * inputs + tap])
                  * input[((y + row - 2) * side + x + column - 2) * inputs + tap]
                sum += product
                size += abs(product)
              }
            }
          }
          let expected = max(0, sum * scales[channel] + biases[channel])
          #expect(abs(output[(y * side + x) * outputs + channel] - expected) < size * scales[channel] / 1_000)
        }
      }
    }
  }

  @Test("A kernel of even height stays within the map and may move by other steps down than across") func rectangular()
  {
    // Each output is the sum of two rows, in one column.
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: .init(rows: 2, columns: 1), stride: .init(rows: 2, columns: 1),
      weights: [Int8](repeating: 1, count: 16), scales: [Float](repeating: 1, count: 8),
      biases: [Float](repeating: 0, count: 8))
    let size = ConvolutionLayer.Size(rows: 4, columns: 8)
    #expect(layer.outputSize(for: size) == .init(rows: 2, columns: 8))
    let output = layer.applied(to: (0..<32).map { Float($0) }, size: size)
    #expect(output[0] == 0 + 8)
    #expect(output[7 * 8] == 7 + 15)
    #expect(output[8 * 8] == 16 + 24)
    #expect(output.count == 2 * 8 * 8)
  }
}

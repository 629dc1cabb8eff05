import Testing

@testable import ImageKit

@Suite("Convolution layer") struct ConvolutionLayerTests {
  @Test("A convolution with one tap copies its input's positive part") func convolution() {
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: 3, stride: 1, weights: (0..<8).flatMap { _ in [0, 0, 0, 0, 1, 0, 0, 0, 0] },
      biases: [Float](repeating: 0, count: 8))
    let input = (0..<64).map { Float($0) - 32 }
    let output = layer.applied(to: input, size: 8)
    #expect(output == input.flatMap { [Float](repeating: max(0, $0), count: 8) })
  }

  @Test("A convolution pads its input with zeros") func border() {
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: 3, stride: 1, weights: [Float](repeating: 1, count: 72),
      biases: [Float](repeating: 0, count: 8))
    let output = layer.applied(to: [Float](repeating: 1, count: 64), size: 8)
    #expect(output[0] == 4)
    #expect(output[8] == 6)
    #expect(output[9 * 8] == 9)
  }

  @Test("A kernel of even height stays within the map and may move by other steps down than across") func rectangular()
  {
    // Each output is the sum of two rows, in one column.
    let layer = ConvolutionLayer(
      inputs: 1, outputs: 8, kernel: .init(rows: 2, columns: 1), stride: .init(rows: 2, columns: 1),
      weights: [Float](repeating: 1, count: 16), biases: [Float](repeating: 0, count: 8))
    let size = ConvolutionLayer.Size(rows: 4, columns: 8)
    #expect(layer.outputSize(for: size) == .init(rows: 2, columns: 8))
    let output = layer.applied(to: (0..<32).map { Float($0) }, size: size)
    #expect(output[0] == 0 + 8)
    #expect(output[7 * 8] == 7 + 15)
    #expect(output[8 * 8] == 16 + 24)
    #expect(output.count == 2 * 8 * 8)
  }
}

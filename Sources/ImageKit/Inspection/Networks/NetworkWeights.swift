import Foundation

/// A network's weights as the training scripts write them, read layer by layer.
///
/// For each layer: 32-bit floating-point scales and biases of its outputs, then 8-bit weights; little-endian, in base64.
struct NetworkWeights {
  private let bytes: [UInt8]
  private var position = 0

  /// The weights in a text of base64, which may contain white space.
  init(base64 text: String) {
    bytes = [UInt8](Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
  }

  /// Whether everything was read.
  var isAtEnd: Bool { position == bytes.count }

  /// The next layer as it is stored: its weights as integers, in the order output, then whatever the layer reads; what
  /// each output's weights are to be multiplied by; and its biases.
  ///
  /// - Parameter count: The weights of one output.
  mutating func integers(outputs: Int, per count: Int) -> (weights: [Int8], scales: [Float], biases: [Float]) {
    let scales = floats(outputs)
    let biases = floats(outputs)
    defer { position += outputs * count }
    return ((0..<outputs * count).map { Int8(bitPattern: bytes[position + $0]) }, scales, biases)
  }

  /// The next layer's weights, in the same order, and its biases.
  mutating func layer(outputs: Int, per count: Int) -> (weights: [Float], biases: [Float]) {
    let stored = integers(outputs: outputs, per: count)
    return (stored.weights.enumerated().map { Float($0.element) * stored.scales[$0.offset / count] }, stored.biases)
  }

  private mutating func floats(_ count: Int) -> [Float] {
    defer { position += 4 * count }
    return (0..<count).map { index in
      let at = position + 4 * index
      return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) })
    }
  }
}

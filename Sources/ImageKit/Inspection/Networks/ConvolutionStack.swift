/// Convolutions that follow each other: a network without its last, linear layer.
struct ConvolutionStack: Sendable {
  /// One layer's shape. Its inputs are the outputs of the layer before.
  struct Shape: Sendable {
    let outputs: Int
    let kernel: ConvolutionLayer.Size
    let stride: ConvolutionLayer.Size

    /// A layer with `outputs` channels.
    init(_ outputs: Int, kernel: ConvolutionLayer.Size, stride: ConvolutionLayer.Size) {
      self.outputs = outputs
      self.kernel = kernel
      self.stride = stride
    }
  }

  private let layers: [ConvolutionLayer]

  /// Reads the layers' weights, in their order.
  ///
  /// - Parameter inputs: The channels of the first layer's input.
  init(inputs: Int, _ shapes: [Shape], from stored: inout NetworkWeights) {
    var layers: [ConvolutionLayer] = []
    for shape in shapes {
      let inputs = layers.last?.outputs ?? inputs
      let (weights, scales, biases) = stored.integers(
        outputs: shape.outputs, per: shape.kernel.rows * shape.kernel.columns * inputs)
      layers.append(
        ConvolutionLayer(
          inputs: inputs, outputs: shape.outputs, kernel: shape.kernel, stride: shape.stride, weights: weights,
          scales: scales, biases: biases))
    }
    self.layers = layers
  }

  /// The channels of the output map.
  var outputs: Int { layers[layers.count - 1].outputs }

  /// The output map of an input map of `size`, and its size.
  func applied(to input: [Float], size: ConvolutionLayer.Size) -> (values: [Float], size: ConvolutionLayer.Size) {
    layers.reduce((input, size)) { map, layer in
      (layer.applied(to: map.0, size: map.1), layer.outputSize(for: map.1))
    }
  }
}

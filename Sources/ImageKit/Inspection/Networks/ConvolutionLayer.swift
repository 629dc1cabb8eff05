import CVision

/// A convolution over maps, followed by the rectifier: `max(0, …)`.
///
/// Maps are laid out row, column, channel. Along a side of odd length, the kernel's middle goes over all places of the
/// input, which is zero outside the map. Along a side of even length, the kernel stays within the map.
struct ConvolutionLayer: Sendable {
  /// A number of rows and of columns; of both as many where it is written as one number.
  struct Size: Sendable, Equatable, ExpressibleByIntegerLiteral {
    var rows: Int
    var columns: Int

    /// The given rows and columns.
    init(rows: Int, columns: Int) {
      self.rows = rows
      self.columns = columns
    }

    /// As many rows as columns.
    init(side: Int) { self.init(rows: side, columns: side) }

    init(integerLiteral side: Int) { self.init(side: side) }
  }

  /// Channels of the input map.
  let inputs: Int
  /// Channels of the output map: a multiple of 8.
  let outputs: Int
  /// The kernel's size.
  let kernel: Size
  /// Input places from one output place to the next.
  let stride: Size
  /// In the order group of output channels, kernel row, pair of taps, output within the group, tap within the pair.
  private let weights: [Int16]
  /// One for each output, by which its weights are multiplied.
  private let scales: [Float]
  private let biases: [Float]
  /// The largest input, as an integer, at which no sum exceeds 32 bits.
  private let largestInput: Float

  /// A layer with weights in the order output, kernel row, kernel column, input.
  init(
    inputs: Int, outputs: Int, kernel: Size, stride: Size, weights: [Int8], scales: [Float], biases: [Float]
  ) {
    precondition(outputs % 8 == 0)
    let span = kernel.columns * inputs
    let taps = kernel.rows * span
    precondition(weights.count == outputs * taps && scales.count == outputs && biases.count == outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.scales = scales
    self.biases = biases
    largestInput = Float(min(Int(Int16.max), Int(Int32.max) / (128 * taps)))
    let lanes = Int(cvision_group(Int32(outputs)))
    let pairs = (span + 1) / 2
    var ordered: [Int16] = []
    ordered.reserveCapacity(outputs * kernel.rows * 2 * pairs)
    for group in Swift.stride(from: 0, to: outputs, by: lanes) {
      for row in 0..<kernel.rows {
        for pair in 0..<pairs {
          for output in group..<group + lanes {
            for tap in 2 * pair...2 * pair + 1 {
              ordered.append(tap < span ? Int16(weights[output * taps + row * span + tap]) : 0)
            }
          }
        }
      }
    }
    self.weights = ordered
  }

  /// The zeros before the first and after the last row and column.
  private var border: Size {
    Size(
      rows: kernel.rows.isMultiple(of: 2) ? 0 : kernel.rows / 2,
      columns: kernel.columns.isMultiple(of: 2) ? 0 : kernel.columns / 2)
  }

  /// The size of the output map for an input map of `size`.
  func outputSize(for size: Size) -> Size {
    Size(
      rows: (size.rows + 2 * border.rows - kernel.rows) / stride.rows + 1,
      columns: (size.columns + 2 * border.columns - kernel.columns) / stride.columns + 1)
  }

  /// The output map of an input map of `size`. The output's columns must be a multiple of 8.
  ///
  /// The input is rounded to integers of 15 bits or so, which can be multiplied twice as fast as floating-point numbers.
  /// One is a power of two, so that small integers stay exact.
  func applied(to input: [Float], size: Size) -> [Float] {
    let border = border
    let padded = Size(rows: size.rows + 2 * border.rows, columns: size.columns + 2 * border.columns)
    let rowLength = size.columns * inputs
    let output = outputSize(for: size)
    precondition(input.count == size.rows * rowLength && output.columns % 8 == 0)
    let one = Self.powerOfTwo(notAbove: largestInput / max(cvision_largest(input, Int32(input.count)), 1e-6))
    // One value more, because the kernel reads pairs.
    let map = [Int16](unsafeUninitializedCapacity: padded.rows * padded.columns * inputs + 1) { map, count in
      map.initialize(repeating: 0)
      input.withUnsafeBufferPointer { input in
        for row in 0..<size.rows {
          let target = map.baseAddress! + ((row + border.rows) * padded.columns + border.columns) * inputs
          cvision_round(input.baseAddress! + row * rowLength, Int32(rowLength), one, target)
        }
      }
      count = map.count
    }
    var shape = cvision_convolution()
    shape.padded_columns = Int32(padded.columns)
    shape.inputs = Int32(inputs)
    shape.kernel_rows = Int32(kernel.rows)
    shape.kernel_columns = Int32(kernel.columns)
    shape.row_stride = Int32(stride.rows)
    shape.column_stride = Int32(stride.columns)
    shape.output_rows = Int32(output.rows)
    shape.output_columns = Int32(output.columns)
    shape.outputs = Int32(outputs)
    return [Float](unsafeUninitializedCapacity: output.rows * output.columns * outputs) { values, count in
      cvision_convolve(&shape, map, weights, scales.map { $0 / one }, biases, values.baseAddress)
      count = values.count
    }
  }

  /// The largest power of two that is not above a positive number.
  private static func powerOfTwo(notAbove value: Float) -> Float {
    Float(sign: .plus, exponent: value.exponent, significand: 1)
  }
}

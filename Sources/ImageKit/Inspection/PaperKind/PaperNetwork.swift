import Foundation

/// A small convolutional network that tells which kind of paper a picture shows.
///
/// Five convolutions with rectified outputs, the means and the maxima over all places, and one linear layer give a logit
/// for each ``PaperKind``. The weights come from `Training/train_paper_network.py`, which learns them from drawings of
/// invented papers and from ordinary photos, in all eight orientations.
struct PaperNetwork: Sendable {
  /// The side of the square that the picture is fitted into, in pixels.
  static let side = 192

  /// The network as trained.
  static let trained = PaperNetwork(base64: paperWeights)

  private static let shapes: [ConvolutionStack.Shape] = [
    .init(16, kernel: 5, stride: 3), .init(32, kernel: 3, stride: 2), .init(64, kernel: 3, stride: 2),
    .init(96, kernel: 3, stride: 2), .init(96, kernel: 3, stride: 1),
  ]

  private let convolutions: ConvolutionStack
  private let lastWeights: [Float]
  private let lastBiases: [Float]

  private init(base64 text: String) {
    var stored = NetworkWeights(base64: text)
    convolutions = ConvolutionStack(inputs: 3, Self.shapes, from: &stored)
    (lastWeights, lastBiases) = stored.layer(outputs: PaperKind.allCases.count, per: 2 * convolutions.outputs)
    precondition(stored.isAtEnd)
  }

  /// The probability of each kind, in the order of `PaperKind.allCases`: the mean of the logits of the picture as it is
  /// and turned three times, because the network errs differently in each.
  func probabilities(for picture: PlanarPicture) -> [Double] {
    var input = Self.input(of: picture)
    var sums = logits(for: input)
    for _ in 1..<4 {
      input = Self.turned(input)
      for (kind, logit) in logits(for: input).enumerated() { sums[kind] += logit }
    }
    let highest = sums.max() ?? 0
    let powers = sums.map { Foundation.exp(($0 - highest) / 4) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// The logit of each kind.
  private func logits(for input: [Float]) -> [Double] {
    let (values, size) = convolutions.applied(to: input, size: .init(side: Self.side))
    let channels = convolutions.outputs
    var means = [Float](repeating: 0, count: channels)
    var maxima = [Float](repeating: 0, count: channels)
    values.withUnsafeBufferPointer { values in
      for place in stride(from: 0, to: values.count, by: channels) {
        for channel in 0..<channels {
          means[channel] += values[place + channel]
          maxima[channel] = max(maxima[channel], values[place + channel])
        }
      }
    }
    let pooled = means.map { $0 / Float(size.rows * size.columns) } + maxima
    return lastBiases.indices.map { kind in
      Double(
        pooled.indices.reduce(lastBiases[kind]) { $0 + lastWeights[kind * pooled.count + $1] * pooled[$1] })
    }
  }

  /// The square turned by a quarter, clockwise.
  private static func turned(_ input: [Float]) -> [Float] {
    [Float](unsafeUninitializedCapacity: input.count) { turned, count in
      count = input.count
      for y in 0..<side {
        for x in 0..<side {
          let (from, to) = (((side - 1 - x) * side + y) * 3, (y * side + x) * 3)
          for channel in 0..<3 { turned[to + channel] = input[from + channel] }
        }
      }
    }
  }

  /// The picture in the middle of a square of `side` pixels: for each pixel luma, Cb and Cr around 0. Beside the
  /// picture the square is 0, which is mid-grey.
  private static func input(of picture: PlanarPicture) -> [Float] {
    let scale = Double(side) / Double(max(picture.width, picture.height))
    let width = max(1, Int((Double(picture.width) * scale).rounded()))
    let height = max(1, Int((Double(picture.height) * scale).rounded()))
    var input = [Float](repeating: 0, count: side * side * 3)
    let left = (side - width) / 2
    let top = (side - height) / 2
    let planes = [picture.luma] + (picture.chroma.map { [$0.blue, $0.red] } ?? [])
    for (channel, plane) in planes.enumerated() {
      // Halving is fast, and four samples for one leave the filter enough to work with.
      let small = PlaneScaler.resample(
        PlaneScaler.halve(plane, below: 4 * side), width: width, height: height)
      for y in 0..<height {
        for x in 0..<width {
          let sample = Float(small.samples[y * small.stride + x])
          input[((top + y) * side + left + x) * 3 + channel] = (sample - 128) / 64
        }
      }
    }
    return input
  }
}

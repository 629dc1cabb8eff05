import Foundation

/// Chooses the scale at which a photo is coded, by what its reader would lose.
///
/// A smaller picture has more bits for each pixel, but loses the photo's finest detail. Both losses are weighted squared
/// errors and can be added: what quantization costs, measured on a sample of the photo that is quantized at each scale (but
/// never entropy-coded), and what the scale costs, known from the sample's coefficients.
struct ScaleChoice {
  private let sample: PlanarPicture
  private let maxBytes: Double
  private let shortSide: Int
  private let lost: LostDetail

  /// Takes a sample of a photo that is to be coded in `maxBytes`.
  init(_ photo: PlanarPicture, maxBytes: Int) {
    sample = photo.sampled()
    shortSide = min(photo.width, photo.height)
    self.maxBytes = Double(maxBytes) * Double(sample.height) / Double(photo.height)
    lost = LostDetail(sample.luma, perception: .standard)
  }

  /// The scales that are considered: the lower ones in steps of about a sixth.
  private static let scales = [1, 0.85, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.21, 0.18, 0.15, 0.125, 0.1]

  /// The shorter side, in pixels, below which no picture is made by choice: print in a long strip stays print.
  private static let leastShortSide = 32.0

  /// What lost detail counts beside errors of coding: nothing in its place brings it back, and print is made of it.
  private static let care = 2.8

  /// What errors count at full size beside what is measured. There they are coarse for their blocks' size: judged as a
  /// reviewer sees the picture, and by Butteraugli, they are a third worse.
  private static let fullSizeCare = 1.3

  /// The bits for each pixel that phone photos of documents want.
  private static let usualBits = 0.8

  /// The scale that usually serves a picture of so many pixels; above 1 where there are bytes in plenty.
  static func usual(pixels: Int, maxBytes: Int) -> Double {
    (8 * Double(maxBytes) / usualBits / Double(pixels)).squareRoot()
  }

  /// The best scale up to `limit`.
  func best(upTo limit: Double) -> Double {
    let scales = Self.scales.filter { $0 < limit && $0 * Double(shortSide) >= Self.leastShortSide } + [limit]
    let usual = Self.usual(pixels: sample.width * sample.height, maxBytes: Int(maxBytes))
    // With bytes in plenty nothing is gained by fewer pixels.
    guard usual < 1.4 * limit else { return limit }
    let ordered = scales.sorted(by: >)
    var losses: [Int: Double] = [:]
    func loss(_ index: Int) -> Double {
      if let known = losses[index] { return known }
      let loss = self.loss(atScale: ordered[index])
      losses[index] = loss
      return loss
    }
    // Downhill from the usual scale.
    var best = ordered.indices.min { abs(log(ordered[$0] / usual)) < abs(log(ordered[$1] / usual)) }!
    while true {
      let next = [best - 1, best + 1].filter(ordered.indices.contains).min { loss($0) < loss($1) }
      guard let next, loss(next) < loss(best) else { break }
      best = next
    }
    return ordered[best]
  }

  /// The weighted squared error at a scale, on average over the photo's pixels; infinite where the bytes do not suffice.
  private func loss(atScale scale: Double) -> Double {
    let scaled = sample.scaled(by: scale, isSharp: true)
    let estimate = BudgetSolver(scaled, scale: scale).estimate(Int(maxBytes))
    guard estimate.step < BudgetSolver.steps.upperBound else { return .infinity }
    let blockCare = 1 + (Self.fullSizeCare - 1) * max(0, (scale - 0.7) / 0.3)
    return blockCare * estimate.error + Self.care * lost.energy(atScale: scale)
  }
}

extension PlanarPicture {
  /// A quarter of a large picture: bands over its whole height, one below the other. They begin at multiples of sixteen
  /// rows, where a JPEG photo's own blocks do.
  fileprivate func sampled() -> PlanarPicture {
    let bands = 16
    let rows = height / bands / 4 / 16 * 16
    guard rows >= 16 else { return self }
    func sampled(_ plane: Plane, _ subsampling: Int) -> Plane {
      let rows = rows / subsampling
      var samples: [UInt8] = []
      samples.reserveCapacity(bands * rows * plane.width)
      for band in 0..<bands {
        let first = (height * (2 * band + 1) / (2 * bands) / 16 * 16) / subsampling
        for row in first..<first + rows {
          samples.append(contentsOf: plane.samples[row * plane.stride..<row * plane.stride + plane.width])
        }
      }
      return Plane(width: plane.width, height: bands * rows, stride: plane.width, samples: samples)
    }
    return PlanarPicture(
      luma: sampled(luma, 1),
      chroma: chroma.map {
        Chroma(blue: sampled($0.blue, verticalSubsampling), red: sampled($0.red, verticalSubsampling))
      },
      horizontalSubsampling: horizontalSubsampling, verticalSubsampling: verticalSubsampling)
  }
}

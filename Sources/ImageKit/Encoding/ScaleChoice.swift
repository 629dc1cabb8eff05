import Foundation

/// Chooses the scale at which a photo is coded, by what its reader would lose.
///
/// A smaller picture has more bits for each pixel, but loses the photo's finest detail. Both losses are weighted squared
/// errors and can be added. What coding costs is measured at half size, on a sample of the photo that is quantized but
/// never entropy-coded; at other scales it follows from that. What the scale costs is known from the sample's
/// coefficients.
struct ScaleChoice {
  private let sample: PlanarPicture
  private let maxBytes: Int
  private let shortSide: Int

  /// Takes a sample of a photo that is to be coded in `maxBytes`.
  init(_ photo: PlanarPicture, maxBytes: Int) {
    sample = photo.sampled()
    shortSide = min(photo.width, photo.height)
    self.maxBytes = maxBytes * sample.height / photo.height
  }

  /// The scales that are considered: the lower ones in steps of about a sixth.
  private static let scales = [1, 0.85, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.21, 0.18, 0.15, 0.125, 0.1]

  /// The shorter side, in pixels, below which no picture is made by choice: print in a long strip stays print.
  private static let leastShortSide = 32.0

  /// What lost detail counts beside errors of coding, which other errors of coding may outweigh: lost detail is lost
  /// everywhere.
  private static let care = 2.0

  /// What errors of coding count at scales whose pixels do not fit into the halves and quarters at which pictures are
  /// compared and shown.
  private static let misfit = 1.15

  /// The bits for each pixel that phone photos of documents want.
  private static let usualBits = 0.8

  /// The scale that usually serves a picture of so many pixels; above 1 where there are bytes in plenty.
  static func usual(pixels: Int, maxBytes: Int) -> Double {
    (8 * Double(maxBytes) / usualBits / Double(pixels)).squareRoot()
  }

  /// A scale, and where the search for its step begins.
  struct Choice {
    var scale: Double
    var start: BudgetSolver.Start?
  }

  /// The best scale up to `limit`.
  func best(upTo limit: Double) -> Choice {
    // With bytes in plenty nothing is gained by fewer pixels.
    guard Self.usual(pixels: sample.width * sample.height, maxBytes: maxBytes) < 1.4 * limit else {
      return Choice(scale: limit)
    }
    let lost = LostDetail(sample.luma, perception: .standard)
    let half = BudgetSolver(sample.scaled(by: 0.5, isSharp: true), scale: 0.5).estimate(maxBytes, measuresError: true)
    let scales = Self.scales.filter { $0 < limit && $0 * Double(shortSide) >= Self.leastShortSide } + [limit]
    func loss(_ scale: Double) -> Double {
      let fits = [1, 0.5, 0.25, 0.125].contains(scale)
      return half.error * 2 * scale * (fits ? 1 : Self.misfit) + Self.care * lost.energy(atScale: scale)
    }
    let scale = scales.min { loss($0) < loss($1) }!
    return Choice(scale: scale, start: BudgetSolver.Start(step: half.step * Float(2 * scale), costs: half.costs))
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

import Foundation

/// Chooses the scale at which a photo is coded, by minimizing the estimated loss.
///
/// A smaller picture has more bits per pixel, but loses the photo's finest detail. Both losses are weighted squared
/// errors and can be added. The coding error is measured at half size, on a sample of the photo that is quantized but
/// not entropy-coded, and extrapolated to other scales. The detail lost by scaling is computed from the sample's DCT
/// coefficients.
struct ScaleChoice {
  private let sample: PlanarPicture
  private let maxBytes: Int
  private let shortSide: Int

  /// Takes a sample of a photo that is to be coded in at most `maxBytes`.
  init(_ photo: PlanarPicture, maxBytes: Int) {
    sample = photo.sampled()
    shortSide = min(photo.width, photo.height)
    self.maxBytes = maxBytes * sample.height / photo.height
  }

  /// The candidate scales; the lower ones differ by about a sixth.
  private static let scales = [1, 0.85, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.21, 0.18, 0.15, 0.125, 0.1]

  /// Scales that leave a short side below this many pixels are not considered, so that print in long, narrow pictures
  /// stays legible.
  private static let leastShortSide = 32.0

  /// The weight of lost detail relative to the coding error. It is above 1, because detail is lost in the whole
  /// picture.
  private static let care = 2.6

  /// The bits per pixel at which phone photos of documents are usually coded best.
  private static let usualBits = 0.8

  /// The scale at which a picture of so many pixels has the usual bits per pixel; above 1 if the budget is larger than
  /// the full size needs.
  static func usual(pixels: Int, maxBytes: Int) -> Double {
    (8 * Double(maxBytes) / usualBits / Double(pixels)).squareRoot()
  }

  /// A scale, and the starting point of the search for its quantizer step.
  struct Choice {
    var scale: Double
    var start: BudgetSolver.Start?
  }

  /// The best scale up to `limit`.
  func best(upTo limit: Double) -> Choice {
    let usual = Self.usual(pixels: sample.width * sample.height, maxBytes: maxBytes)
    // With such a large budget, nothing is gained by reducing the picture.
    guard usual < 1.4 * limit else { return Choice(scale: limit) }
    let perception = Perception.forBudget(usualScale: usual)
    let lost = LostDetail(sample.luma, perception: perception)
    let half = BudgetSolver(sample.scaled(by: 0.5, isSharp: true), scale: 0.5, perception: perception)
      .estimate(maxBytes, measuresError: true)
    let scales = Self.scales.filter { $0 < limit && $0 * Double(shortSide) >= Self.leastShortSide } + [limit]
    func loss(_ scale: Double) -> Double {
      half.error * 2 * scale + Self.care * lost.energy(atScale: scale)
    }
    let scale = scales.min { loss($0) < loss($1) }!
    return Choice(scale: scale, start: BudgetSolver.Start(step: half.step * Float(2 * scale), costs: half.costs))
  }
}

extension PlanarPicture {
  /// A sample of about a quarter of a large picture: strips of rows from its whole height, one below the other. They
  /// begin at multiples of sixteen rows, as the blocks of a JPEG photo do.
  fileprivate func sampled() -> PlanarPicture {
    let strips = 16
    let rows = height / strips / 4 / 16 * 16
    guard rows >= 16 else { return self }
    func sampled(_ plane: Plane, _ subsampling: Int) -> Plane {
      let rows = rows / subsampling
      var samples: [UInt8] = []
      samples.reserveCapacity(strips * rows * plane.width)
      for strip in 0..<strips {
        let first = (height * (2 * strip + 1) / (2 * strips) / 16 * 16) / subsampling
        for row in first..<first + rows {
          samples.append(contentsOf: plane.samples[row * plane.stride..<row * plane.stride + plane.width])
        }
      }
      return Plane(width: plane.width, height: strips * rows, stride: plane.width, samples: samples)
    }
    return PlanarPicture(
      luma: sampled(luma, 1),
      chroma: chroma.map {
        Chroma(blue: sampled($0.blue, verticalSubsampling), red: sampled($0.red, verticalSubsampling))
      },
      horizontalSubsampling: horizontalSubsampling, verticalSubsampling: verticalSubsampling)
  }
}

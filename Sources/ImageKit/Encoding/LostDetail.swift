import Foundation

/// The detail that a photo loses when it is reduced: the weighted energy of the frequencies that a scale cannot
/// represent.
struct LostDetail {
  /// The mean weighted energy of the DCT coefficients, in squared grey levels, by the larger of their two frequency
  /// indices, 0…7.
  private var energies = [Double](repeating: 0, count: 8)

  /// Measures every fourth row of blocks of a photo's luma.
  init(_ luma: Plane, perception: Perception) {
    let weights = ErrorWeights(
      luma, shares: perception.lumaShares(atScale: 1), stabilizer: perception.stabilizer)
    let basis = Perception.basis
    let wide = (luma.width + 7) / 8
    var blocks = 0
    for row in stride(from: 0, to: (luma.height + 7) / 8, by: 4) {
      let rows = luma.cropped(x: 0, y: row * 8, width: luma.width, height: min(8, luma.height - row * 8))
      let plane = ForwardDCT.transform(rows)
      for block in 0..<wide {
        let weight = weights.values[row * wide + block]
        for k in 1..<64 {
          let c = Float(plane.values[block * 64 + k]) * (1 / Float(CoefficientPlane.precision))
          energies[max(k / 8, k % 8)] += Double(c * c * (basis[k] * weight).sum())
        }
      }
      blocks += wide
    }
    for k in energies.indices { energies[k] *= Double(weights.absolute) / Double(64 * blocks) }
  }

  /// The energy lost at a scale, on average over the photo's pixels.
  func energy(atScale scale: Double) -> Double {
    // Frequency k is k/8 of the highest one at full size. The resampling filter's transition is about two indices wide.
    energies.indices.reduce(0) { $0 + energies[$1] * min(1, max(0, (Double($1) - 8 * scale + 1) / 2)) }
  }
}

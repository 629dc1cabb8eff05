import Foundation

/// How much error each block tolerates: the factor by which bits are dearer there than on plain paper.
///
/// Texture hides errors; print does too, but its strokes are what people read, so fine detail takes tolerance back.
struct Masking {
  /// One factor for each luma block, row after row.
  let luma: [Float]
  /// One factor for each chroma block.
  let chroma: [Float]

  /// Judges the neighbourhood of every block of a luma plane; `chroma` gives the size of the chroma planes, in blocks.
  init(_ plane: CoefficientPlane, chromaWide: Int, chromaHigh: Int, _ perception: Perception) {
    let wide = plane.blocksWide
    let high = plane.blocksHigh
    let (means, squares, details) = Self.moments(plane, inner: perception.innerVariance)
    let mean = Self.smooth(means, wide, high)
    let square = Self.smooth(squares, wide, high)
    var luma = [Float](repeating: 1, count: wide * high)
    var coarse = luma
    for block in 0..<luma.count {
      let variance = max(0, square[block] - mean[block] * mean[block])
      let relative = log(1 + variance / perception.plainVariance)
      let print = log(1 + details[block] / perception.printVariance)
      luma[block] = exp(perception.lumaMasking * relative - perception.printCare * print)
      coarse[block] = exp(perception.chromaMasking * relative - perception.printCare * print)
    }
    self.luma = luma
    chroma = Self.reduce(coarse, wide, high, to: chromaWide, chromaHigh)
  }

  /// Each block's mean, its mean square (with the low frequencies' part weighed by `inner`), and the variance of its
  /// finer detail; in grey levels and their squares.
  private static func moments(_ plane: CoefficientPlane, inner: Float) -> ([Float], [Float], [Float]) {
    let unit = Float(CoefficientPlane.precision)
    let toVariance = 1 / (64 * unit * unit)
    var means = [Float](repeating: 0, count: plane.blockCount)
    var squares = means
    var details = means
    plane.values.withUnsafeBufferPointer { values in
      for block in 0..<means.count {
        let coefficients = UnsafeRawPointer(values.baseAddress! + block * 64)
        var low = SIMD8<Float>()
        var rest = SIMD8<Float>()
        for y in 0..<8 {
          let row = coefficients.loadUnaligned(fromByteOffset: y * 16, as: SIMD8<Int16>.self)
          let line = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: row))
          if y < 4 { low += line * line } else { rest += line * line }
        }
        let dc = Float(values[block * 64])
        let lowEnergy = low.lowHalf.sum() - dc * dc
        means[block] = dc / (8 * unit)
        squares[block] = dc * dc * toVariance + inner * lowEnergy * toVariance
        details[block] = (low.highHalf.sum() + rest.sum()) * toVariance
      }
    }
    return (means, squares, details)
  }

  /// A binomial blur over 3 × 3 blocks.
  private static func smooth(_ values: [Float], _ wide: Int, _ high: Int) -> [Float] {
    var across = values
    for y in 0..<high {
      let row = y * wide
      for x in 0..<wide {
        across[row + x] =
          0.5 * values[row + x] + 0.25 * (values[row + max(0, x - 1)] + values[row + min(wide - 1, x + 1)])
      }
    }
    var result = across
    for y in 0..<high {
      let above = max(0, y - 1) * wide
      let below = min(high - 1, y + 1) * wide
      for x in 0..<wide {
        result[y * wide + x] = 0.5 * across[y * wide + x] + 0.25 * (across[above + x] + across[below + x])
      }
    }
    return result
  }

  /// The means of the blocks that each chroma block covers, of 2 × 2 at most.
  private static func reduce(_ values: [Float], _ wide: Int, _ high: Int, to w: Int, _ h: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(w * h)
    let across = w < wide ? 2 : 1
    let down = h < high ? 2 : 1
    for y in 0..<h {
      let top = min(high - 1, y * down)
      let bottom = min(high - 1, top + down - 1)
      for x in 0..<w {
        let left = min(wide - 1, x * across)
        let right = min(wide - 1, left + across - 1)
        let sum =
          values[top * wide + left] + values[top * wide + right] + values[bottom * wide + left]
          + values[bottom * wide + right]
        result.append(sum / 4)
      }
    }
    return result
  }
}

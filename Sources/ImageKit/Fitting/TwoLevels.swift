extension Plane {
  /// The plane in black and white, 0 and 255: dark writing on a lighter ground, which may be lit unevenly.
  ///
  /// Each sample is compared with the mean around it, and must be darker by more the less contrast there is (the
  /// threshold of Sauvola and Pietikäinen), so that grain on plain paper stays white.
  func inTwoLevels() -> Plane {
    let radius = max(7, min(width, height) / 6)
    // Sums over all samples above and to the left, for the mean and the variance of any window.
    let across = width + 1
    var sums = [Int](repeating: 0, count: across * (height + 1))
    var squares = sums
    for y in 0..<height {
      var (sum, square) = (0, 0)
      for x in 0..<width {
        let value = Int(samples[y * stride + x])
        sum += value
        square += value * value
        sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] + sum
        squares[(y + 1) * across + x + 1] = squares[y * across + x + 1] + square
      }
    }
    var result = [UInt8](repeating: 255, count: width * height)
    for y in 0..<height {
      let (top, bottom) = (max(0, y - radius), min(height, y + radius + 1))
      for x in 0..<width {
        let (left, right) = (max(0, x - radius), min(width, x + radius + 1))
        func total(_ sums: [Int]) -> Double {
          Double(
            sums[bottom * across + right] - sums[bottom * across + left] - sums[top * across + right]
              + sums[top * across + left])
        }
        let count = Double((bottom - top) * (right - left))
        let mean = total(sums) / count
        let deviation = max(0, total(squares) / count - mean * mean).squareRoot()
        let threshold = mean * (1 + Self.sensitivity * (deviation / 128 - 1))
        // A window without contrast is all paper or all ink.
        let isInk = deviation < Self.flat ? mean < 64 : Double(samples[y * stride + x]) < threshold
        if isInk { result[y * width + x] = 0 }
      }
    }
    return Plane(width: width, height: height, stride: width, samples: result)
  }

  /// By how much of the mean a sample must be darker where there is no contrast.
  private static let sensitivity = 0.2
  /// The standard deviation, in grey levels, below which a window has no contrast.
  private static let flat = 4.0
}

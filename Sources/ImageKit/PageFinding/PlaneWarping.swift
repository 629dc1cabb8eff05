extension Plane {
  /// Samples the plane through a homography with bilinear interpolation; beyond the edge, the edge is repeated.
  ///
  /// - Parameters:
  ///   - homography: From pixels of the page to pixels of the picture.
  ///   - unit: How many of the picture's pixels one of this plane's samples stands for, either way.
  ///   - margin: How far the result begins before the page, in pixels.
  func warped(
    _ homography: Homography, _ unit: (x: Int, y: Int), _ margin: Double, width: Int, height: Int
  ) -> Plane {
    let (unitX, unitY) = (Double(unit.x), Double(unit.y)), stride = stride
    let right = Double(self.width - 1), low = Double(self.height - 1)
    let lastColumn = self.width - 1, lastRow = self.height - 1
    let warped = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
      samples.withUnsafeBufferPointer { source in
        for y in 0..<height {
          var (at, step) = homography.row(0.5 * unitX - margin, (Double(y) + 0.5) * unitY - margin)
          step *= unitX
          for x in 0..<width {
            let px = min(max(at.x / at.z / unitX - 0.5, 0), right), py = min(max(at.y / at.z / unitY - 0.5, 0), low)
            let column = Int(px), row = Int(py)
            // In 8 bits fixed point.
            let across = Int((px - Double(column)) * 256), down = Int((py - Double(row)) * 256)
            let upper = row &* stride, lower = min(row &+ 1, lastRow) &* stride, next = min(column &+ 1, lastColumn)
            let first = Int(source[upper &+ column]) &* (256 &- across) &+ Int(source[upper &+ next]) &* across
            let second = Int(source[lower &+ column]) &* (256 &- across) &+ Int(source[lower &+ next]) &* across
            target[y &* width &+ x] = UInt8(
              truncatingIfNeeded: (first &* (256 &- down) &+ second &* down &+ 32_768) >> 16)
            at += step
          }
        }
      }
      count = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: warped)
  }
}

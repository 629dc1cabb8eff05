import CVision

extension Plane {
  /// Returns the plane upright and without padding, given the orientation in which it is stored.
  func upright(from orientation: ExifOrientation) -> Plane {
    let target = orientation.exchangesSides ? (width: height, height: width) : (width: width, height: height)
    // The offset in this plane of the upright plane's first sample, and the distances in this plane that correspond to
    // one column and one row of the upright plane.
    let last = (x: width - 1, y: (height - 1) * stride)
    let (origin, column, row) =
      switch orientation {
      case .upright: (0, 1, stride)
      case .mirrored: (last.x, -1, stride)
      case .upsideDown: (last.x + last.y, -1, -stride)
      case .flipped: (last.y, 1, -stride)
      case .transposed: (0, stride, 1)
      case .turnClockwise: (last.y, -stride, 1)
      case .transversed: (last.x + last.y, -stride, -1)
      case .turnCounterclockwise: (last.x, stride, -1)
      }
    let samples = [UInt8](unsafeUninitializedCapacity: width * height) { result, initialized in
      self.samples.withUnsafeBufferPointer { source in
        Self.gather(
          source.baseAddress! + origin, column: column, row: row, into: result.baseAddress!, width: target.width,
          height: target.height)
      }
      initialized = width * height
    }
    return Plane(width: target.width, height: target.height, stride: target.width, samples: samples)
  }

  /// Fills `width` × `height` samples from source samples that are `column` and `row` apart.
  private static func gather(
    _ source: UnsafePointer<UInt8>, column: Int, row: Int, into target: UnsafeMutablePointer<UInt8>, width: Int,
    height: Int
  ) {
    guard abs(column) == 1 else {
      return cvision_transpose(source, column, row, target, width, Int32(width), Int32(height))
    }
    for y in 0..<height {
      let from = source + y * row
      let line = target + y * width
      if column == 1 {
        line.update(from: from, count: width)
      } else {
        for x in 0..<width { line[x] = from[-x] }
      }
    }
  }
}

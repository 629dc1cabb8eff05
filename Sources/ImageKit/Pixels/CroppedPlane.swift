extension Plane {
  /// Copies a rectangle of the plane, without padding. The rectangle must lie inside the plane.
  func cropped(x: Int, y: Int, width: Int, height: Int) -> Plane {
    precondition(x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height)
    let part = [UInt8](unsafeUninitializedCapacity: width * height) { part, count in
      samples.withUnsafeBufferPointer { samples in
        for row in 0..<height {
          (part.baseAddress! + row * width).initialize(
            from: samples.baseAddress! + (y + row) * stride + x, count: width)
        }
      }
      count = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: part)
  }
}

extension PlanarPicture {
  /// A part of the picture at exactly a size, reduced or enlarged.
  ///
  /// - Parameters:
  ///   - part: The part, in whole pixels. It may begin between two samples of chroma.
  ///   - subsampling: How many luma columns and rows the result has per chroma column and row: 1 or 2. Chroma is
  ///     resampled from the picture's own, so that a reduced picture keeps detail in chroma at full size.
  func resized(
    _ part: (x: Int, y: Int, width: Int, height: Int), width: Int, height: Int, subsampling: Int
  ) -> PlanarPicture {
    let step = (x: Double(part.width) / Double(width), y: Double(part.height) / Double(height))
    func resized(_ plane: Plane, _ across: Int, _ down: Int, to subsampling: Int) -> Plane {
      let (left, top) = (part.x / across, part.y / down)
      let right = min(plane.width, (part.x + part.width + across - 1) / across)
      let bottom = min(plane.height, (part.y + part.height + down - 1) / down)
      return PlaneScaler.resized(
        plane.cropped(x: left, y: top, width: right - left, height: bottom - top),
        width: (width + subsampling - 1) / subsampling, height: (height + subsampling - 1) / subsampling,
        step: (
          step.x * Double(subsampling) / Double(across), step.y * Double(subsampling) / Double(down)
        ), origin: (Double(part.x) / Double(across) - Double(left), Double(part.y) / Double(down) - Double(top)))
    }
    return PlanarPicture(
      luma: resized(luma, 1, 1, to: 1),
      chroma: chroma.map {
        Chroma(
          blue: resized($0.blue, horizontalSubsampling, verticalSubsampling, to: subsampling),
          red: resized($0.red, horizontalSubsampling, verticalSubsampling, to: subsampling))
      },
      horizontalSubsampling: chroma == nil ? 1 : subsampling, verticalSubsampling: chroma == nil ? 1 : subsampling)
  }

  /// The picture in the middle of a canvas that is filled with a colour. If chroma is subsampled, the picture begins at
  /// an even column and row.
  ///
  /// - Parameter fill: The samples of the colour.
  func centred(width: Int, height: Int, fill: (luma: UInt8, blue: UInt8, red: UInt8)) -> PlanarPicture {
    guard (width, height) != (self.width, self.height) else { return self }
    let left = (width - self.width) / 2 / horizontalSubsampling
    let top = (height - self.height) / 2 / verticalSubsampling
    func centred(_ plane: Plane, _ across: Int, _ down: Int, _ fill: UInt8) -> Plane {
      plane.onCanvas(
        width: (width + across - 1) / across, height: (height + down - 1) / down,
        x: left * horizontalSubsampling / across, y: top * verticalSubsampling / down, fill: fill)
    }
    return PlanarPicture(
      luma: centred(luma, 1, 1, fill.luma),
      chroma: chroma.map {
        Chroma(
          blue: centred($0.blue, horizontalSubsampling, verticalSubsampling, fill.blue),
          red: centred($0.red, horizontalSubsampling, verticalSubsampling, fill.red))
      }, horizontalSubsampling: horizontalSubsampling, verticalSubsampling: verticalSubsampling)
  }

  /// The picture with planes of chroma, so that it can take colours; unchanged if it has them.
  func coloured() -> PlanarPicture {
    guard chroma == nil else { return self }
    let neutral = Plane(width: width, height: height, filledWith: 128)
    return PlanarPicture(luma: luma, chroma: Chroma(blue: neutral, red: neutral))
  }

  /// Luma alone: the picture in shades of grey.
  consuming func grey() -> PlanarPicture { PlanarPicture(luma: luma, chroma: nil) }
}

extension PlaneScaler {
  /// The plane at a size that may be larger than its own.
  fileprivate static func resized(
    _ plane: Plane, width: Int, height: Int, step: (x: Double, y: Double), origin: (x: Double, y: Double)
  ) -> Plane {
    if plane.width == width, plane.height == height, step == (1, 1), origin == (0, 0) { return plane }
    return resample(plane, width: width, height: height, step: step, origin: origin)
  }
}

extension Plane {
  /// A plane filled with one level, on which this plane lies at (x, y).
  fileprivate func onCanvas(width: Int, height: Int, x: Int, y: Int, fill: UInt8) -> Plane {
    var canvas = [UInt8](repeating: fill, count: width * height)
    for row in 0..<min(self.height, height - y) {
      let from = row * stride
      let count = min(self.width, width - x)
      canvas.replaceSubrange(
        (y + row) * width + x..<(y + row) * width + x + count, with: samples[from..<from + count])
    }
    return Plane(width: width, height: height, stride: width, samples: canvas)
  }
}

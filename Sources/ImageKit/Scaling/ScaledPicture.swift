extension PlanarPicture {
  /// The picture made smaller by a factor of at most 1, its subsampling kept. Sides are rounded to the nearest whole
  /// pixel. Where a side is not made of whole chroma samples, the last one reaches beyond the edge, as JPEG has it, so that
  /// luma and chroma shrink by the same factor and colours stay where they are.
  ///
  /// - Parameter isSharp: Whether a Lanczos filter makes it in any case, where a half could be made of means.
  func scaled(by factor: Double, isSharp: Bool = false) -> PlanarPicture {
    if factor >= 1 { return self }
    let width = max(1, Int((Double(self.width) * factor).rounded()))
    let height = max(1, Int((Double(self.height) * factor).rounded()))
    let step = (x: Double(self.width) / Double(width), y: Double(self.height) / Double(height))
    func reduced(_ plane: Plane, width: Int, height: Int) -> Plane {
      isSharp
        ? PlaneScaler.resample(plane, width: width, height: height, step: step)
        : PlaneScaler.reduce(plane, width: width, height: height, step: step)
    }
    func reduced(_ plane: Plane) -> Plane {
      reduced(
        plane, width: (width + horizontalSubsampling - 1) / horizontalSubsampling,
        height: (height + verticalSubsampling - 1) / verticalSubsampling)
    }
    return PlanarPicture(
      luma: reduced(luma, width: width, height: height),
      chroma: chroma.map { Chroma(blue: reduced($0.blue), red: reduced($0.red)) },
      horizontalSubsampling: horizontalSubsampling,
      verticalSubsampling: verticalSubsampling)
  }
}

extension PlanarPicture {
  /// The most pixels that keep chroma at their own resolution. Larger photos have none of their detail there, and their
  /// planes and coefficients would take twice the memory.
  private static let mostWithWholeChroma = 6_000_000.0

  /// The picture with chroma at half size in both directions (4:2:0), when so few bytes would be ill spent on more once it
  /// is reduced to a scale.
  consuming func subsampled(forBytes maxBytes: Int, scale: Double = 1) -> PlanarPicture {
    let pixels = Double(width * height) * min(1, scale * scale)
    guard Double(maxBytes) * 8 / pixels < 2 || pixels > Self.mostWithWholeChroma,
      horizontalSubsampling == 1 || verticalSubsampling == 1, var chroma = self.chroma.take()
    else { return self }
    func halve(_ plane: Plane) -> Plane {
      if horizontalSubsampling == 1 && verticalSubsampling == 1 { return PlaneScaler.halve(plane) }
      return PlaneScaler.halve(plane, across: horizontalSubsampling == 1)
    }
    chroma.blue = halve(chroma.blue)
    chroma.red = halve(chroma.red)
    return PlanarPicture(luma: luma, chroma: chroma, horizontalSubsampling: 2, verticalSubsampling: 2)
  }
}

extension PlanarPicture {
  /// The picture scaled by a factor of at most 1, with the same chroma subsampling. Sides are rounded to the nearest
  /// whole pixel. If a side is not a multiple of the subsampling factor, the last chroma sample reaches beyond the
  /// edge, as in JPEG, so that luma and chroma are scaled by the same factor and colours are not displaced.
  ///
  /// - Parameter isSharp: Whether to use the Lanczos kernel alone, and no box filter even where that would be faster.
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
  /// The largest number of pixels for which chroma keeps the resolution of luma. Larger photos have no detail in chroma
  /// at that resolution, and its planes and coefficients would double the memory.
  private static let mostWithWholeChroma = 6_000_000.0

  /// The picture with chroma at half size in both directions (4:2:0), if the budget has less than 2 bits per pixel at
  /// the scale of the file, or if the picture is very large; otherwise unchanged.
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

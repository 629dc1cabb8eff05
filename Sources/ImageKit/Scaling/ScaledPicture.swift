extension PlanarPicture {
  /// The picture made smaller by a factor of at most 1, its subsampling kept. Sides are at least 1 and otherwise whole
  /// chroma samples, so that luma and chroma shrink by the same factor and colours stay where they are.
  func scaled(by factor: Double) -> PlanarPicture {
    if factor >= 1 { return self }
    func side(_ length: Int, in unit: Int) -> Int {
      // Rounded down, for a side must not outgrow a limit; a hair is forgiven to the factor's own rounding.
      let scaled = Double(length) * factor + 0.001
      return unit == 1 ? max(1, Int((Double(length) * factor).rounded())) : max(1, Int(scaled / Double(unit)) * unit)
    }
    let width = side(self.width, in: chroma == nil ? 1 : horizontalSubsampling)
    let height = side(self.height, in: chroma == nil ? 1 : verticalSubsampling)
    let chromaWidth = (width + horizontalSubsampling - 1) / horizontalSubsampling
    let chromaHeight = (height + verticalSubsampling - 1) / verticalSubsampling
    return PlanarPicture(
      luma: PlaneScaler.reduce(luma, width: width, height: height),
      chroma: chroma.map {
        Chroma(
          blue: PlaneScaler.reduce($0.blue, width: chromaWidth, height: chromaHeight),
          red: PlaneScaler.reduce($0.red, width: chromaWidth, height: chromaHeight))
      },
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

extension PlanarPicture {
  /// The picture made smaller by a factor of at most 1, its sides rounded and at least 1, its subsampling kept.
  func scaled(by factor: Double) -> PlanarPicture {
    if factor >= 1 { return self }
    let width = max(1, Int((Double(self.width) * factor).rounded()))
    let height = max(1, Int((Double(self.height) * factor).rounded()))
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

extension PlanarPicture {
  /// Returns the picture upright, given the orientation in which it is stored. The planes are transformed and released
  /// one after the other, so the peak memory is about one extra plane if the caller keeps no copy.
  public consuming func upright(from orientation: ExifOrientation) -> PlanarPicture {
    guard orientation != .upright else { return self }
    let exchanges = orientation.exchangesSides
    let horizontal = exchanges ? verticalSubsampling : horizontalSubsampling
    let vertical = exchanges ? horizontalSubsampling : verticalSubsampling
    let chroma = chroma.map {
      Chroma(blue: $0.blue.upright(from: orientation), red: $0.red.upright(from: orientation))
    }
    self.chroma = nil
    return PlanarPicture(
      luma: luma.upright(from: orientation), chroma: chroma, horizontalSubsampling: horizontal,
      verticalSubsampling: vertical)
  }
}

import Foundation

extension PlanarPicture {
  /// The page within an outline, straightened to its true shape at the size it has in this picture, with a small margin
  /// so that nothing of the page is cut off.
  ///
  /// - Parameter outline: The outline in this picture's pixels.
  public consuming func straightened(_ outline: PageOutline) -> PlanarPicture {
    let aspect = PageShape.aspect(of: outline, pictureWidth: width, pictureHeight: height)
    let pageWidth = (outline.area * aspect).squareRoot(), pageHeight = pageWidth / aspect
    let margin = (0.012 * min(pageWidth, pageHeight)).rounded(.up)
    let homography = Homography(width: pageWidth, height: pageHeight, to: outline.corners)
    let unit = (x: chroma == nil ? 1 : horizontalSubsampling, y: chroma == nil ? 1 : verticalSubsampling)
    let newWidth = max(1, Int((pageWidth + 2 * margin).rounded()) / unit.x) * unit.x
    let newHeight = max(1, Int((pageHeight + 2 * margin).rounded()) / unit.y) * unit.y
    let chroma = chroma.map { chroma in
      Chroma(
        blue: chroma.blue.warped(homography, unit, margin, width: newWidth / unit.x, height: newHeight / unit.y),
        red: chroma.red.warped(homography, unit, margin, width: newWidth / unit.x, height: newHeight / unit.y))
    }
    self.chroma = nil
    return PlanarPicture(
      luma: luma.warped(homography, (1, 1), margin, width: newWidth, height: newHeight), chroma: chroma,
      horizontalSubsampling: chroma == nil ? 1 : horizontalSubsampling,
      verticalSubsampling: chroma == nil ? 1 : verticalSubsampling)
  }
}

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

extension Plane {
  /// Samples the plane through a homography with bilinear interpolation; beyond the edge, the edge is repeated.
  ///
  /// - Parameters:
  ///   - homography: From pixels of the page to pixels of the picture.
  ///   - unit: How many of the picture's pixels one of this plane's samples stands for, either way.
  ///   - margin: How far the result begins before the page, in pixels.
  fileprivate func warped(
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

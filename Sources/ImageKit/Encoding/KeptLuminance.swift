import CVision

/// Chroma planes and how much they are subsampled.
struct ChromaGrid {
  var chroma: PlanarPicture.Chroma
  /// The number of luma columns per chroma column: 1 or 2.
  var horizontal = 1
  /// The number of luma rows per chroma row: 1 or 2.
  var vertical = 1

  /// The rows of chroma, centred on 0, for one row of luma, as decoders interpolate them.
  fileprivate func spread(
    _ row: Int, width: Int, scratch: UnsafeMutablePointer<Float>, to output: [UnsafeMutablePointer<Float>]
  ) {
    let near = min(row / vertical, chroma.blue.height - 1)
    let beside = vertical == 1 ? near : row % 2 == 0 ? near - 1 : near + 1
    let far = max(0, min(beside, chroma.blue.height - 1))
    for (plane, target) in zip([chroma.blue, chroma.red], output) {
      plane.samples.withUnsafeBufferPointer {
        cvision_spread_chroma(
          $0.baseAddress! + near * plane.stride, $0.baseAddress! + far * plane.stride, horizontal == 2, Int32(width),
          scratch, target)
      }
    }
  }
}

extension Plane {
  /// This luma, changed so that it has the same luminance with `shown` as it has with `wanted`.
  ///
  /// Luma is not luminance: what chroma loses by subsampling and quantization makes colours lighter or darker. Luma,
  /// which keeps more detail, can make up for that.
  func keepingLuminance(of wanted: ChromaGrid, shownWith shown: ChromaGrid) -> Plane {
    let samples = [UInt8](unsafeUninitializedCapacity: width * height) { output, count in
      count = width * height
      self.samples.withUnsafeBufferPointer { luma in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 5 * width + 2) { rows in
          let scratch = rows.baseAddress! + 4 * width
          let (blue, red) = (rows.baseAddress!, rows.baseAddress! + width)
          let (shownBlue, shownRed) = (blue + 2 * width, red + 2 * width)
          for y in 0..<height {
            wanted.spread(y, width: width, scratch: scratch, to: [blue, red])
            shown.spread(y, width: width, scratch: scratch, to: [shownBlue, shownRed])
            cvision_keep_luminance(
              luma.baseAddress! + y * stride, [UnsafePointer(blue), UnsafePointer(red)],
              [UnsafePointer(shownBlue), UnsafePointer(shownRed)], Int32(width), output.baseAddress! + y * width)
          }
        }
      }
    }
    return Plane(width: width, height: height, stride: width, samples: samples)
  }
}

extension PlanarPicture {
  /// This photo's chroma for the luma of a picture that was scaled from it; nil if it is grey.
  func chroma(forLumaOf scaled: PlanarPicture) -> ChromaGrid? {
    guard let chroma else { return nil }
    if (scaled.width, scaled.height) == (width, height) {
      return ChromaGrid(chroma: chroma, horizontal: horizontalSubsampling, vertical: verticalSubsampling)
    }
    let step = (
      x: Double(width) / Double(scaled.width * horizontalSubsampling),
      y: Double(height) / Double(scaled.height * verticalSubsampling)
    )
    func resampled(_ plane: Plane) -> Plane {
      if step == (1, 1), (plane.width, plane.height) == (scaled.width, scaled.height) { return plane }
      return PlaneScaler.resample(plane, width: scaled.width, height: scaled.height, step: step)
    }
    return ChromaGrid(chroma: Chroma(blue: resampled(chroma.blue), red: resampled(chroma.red)))
  }
}

extension PlanarPicture.Chroma {
  /// By how many levels of luma, as a root mean square over a quarter of the rows, grey paper gets lighter or darker
  /// where this chroma is shown as `shown`.
  func luminanceLost(in shown: PlanarPicture.Chroma) -> Float {
    var sum: Float = 0
    for y in stride(from: 0, to: blue.height, by: 4) {
      for x in 0..<blue.width {
        let blueError = Float(blue.samples[y * blue.stride + x]) - Float(shown.blue.samples[y * shown.blue.stride + x])
        let redError = Float(red.samples[y * red.stride + x]) - Float(shown.red.samples[y * shown.red.stride + x])
        // The weights of R, G and B in luminance times what Cb and Cr change of them.
        let lost = 0.118 * blueError + 0.213 * redError
        sum += lost * lost
      }
    }
    return (sum / Float(blue.width * ((blue.height + 3) / 4))).squareRoot()
  }
}

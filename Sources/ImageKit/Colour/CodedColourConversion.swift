extension PlanarPicture {
  /// Converts full-range planes from a file's colour matrix and colour space to the BT.601 matrix and sRGB. If the
  /// profile is broken, this converts the matrix only and throws.
  ///
  /// - Parameters:
  ///   - mixture: The luma matrix of the planes.
  ///   - profile: The ICC profile of the samples, or nil for sRGB.
  mutating func convert(from mixture: LumaMixture, profile: [UInt8]?) throws(ProfileTransform.Broken) {
    guard chroma != nil else {
      if let profile { try convertToSRGB(from: profile) }
      return
    }
    guard let profile else {
      ColourTable(from: mixture)?.convert(&self)
      return
    }
    do {
      let transform = try ProfileTransform(profile, model: .rgb)
      ColourTable(from: mixture, transform)?.convert(&self)
    } catch {
      ColourTable(from: mixture)?.convert(&self)
      throw error
    }
  }

  /// Converts planes that hold green, blue and red (the identity matrix of ITU-T H.273) to Y′CbCr.
  mutating func mixGreenBlueRed() {
    guard var chroma = chroma.take() else { return }
    let width = width, stride = luma.stride, side = chroma.blue.stride
    for y in 0..<height {
      for x in 0..<width {
        let (at, place) = (y * stride + x, y * side + x)
        let g = Int32(luma.samples[at]), b = Int32(chroma.blue.samples[place]), r = Int32(chroma.red.samples[place])
        luma.samples[at] = UInt8(truncatingIfNeeded: (19595 &* r &+ 38470 &* g &+ 7471 &* b &+ 32768) >> 16)
        chroma.blue.samples[place] = UInt8(
          truncatingIfNeeded: (-11059 &* r &- 21709 &* g &+ 32768 &* b &+ 8_421_375) >> 16)
        chroma.red.samples[place] = UInt8(
          truncatingIfNeeded: (32768 &* r &- 27439 &* g &- 5329 &* b &+ 8_421_375) >> 16)
      }
    }
    self.chroma = chroma
  }

  /// Composites the picture over white with an alpha plane of the same size. The samples must already be sRGB, because
  /// browsers composite in sRGB too.
  mutating func layOnWhite(_ opacity: Plane) {
    scale(by: opacity) { sample, centre, a in
      centre == 0 ? (sample * a + 255 * (255 - a) + 127) / 255 : centre + (sample - centre) * a / 255
    }
  }

  /// Converts premultiplied samples to straight alpha, so that their colours can be converted.
  mutating func unpremultiply(by opacity: Plane) {
    scale(by: opacity) { sample, centre, a in
      a == 0 ? centre : max(0, min(255, centre + (sample - centre) * 255 / a))
    }
  }

  /// Replaces every sample by a function of the sample and its alpha.
  ///
  /// - Parameter change: Takes the sample, the neutral value (0 for luma, 128 for chroma), and alpha.
  private mutating func scale(by opacity: Plane, _ change: (Int, Int, Int) -> Int) {
    precondition(opacity.width == width && opacity.height == height)
    opacity.samples.withUnsafeBufferPointer { shares in
      func scale(_ plane: inout Plane, _ centre: Int, across: Int, down: Int) {
        let (width, height, stride) = (plane.width, plane.height, plane.stride)
        plane.samples.withUnsafeMutableBufferPointer { samples in
          for y in 0..<height {
            for x in 0..<width {
              // A subsampled chroma sample uses the alpha of the first pixel that it covers.
              let a = Int(shares[y * down * opacity.stride + x * across])
              if a < 255 { samples[y * stride + x] = UInt8(change(Int(samples[y * stride + x]), centre, a)) }
            }
          }
        }
      }
      scale(&luma, 0, across: 1, down: 1)
      guard var chroma = chroma.take() else { return }
      scale(&chroma.blue, 128, across: horizontalSubsampling, down: verticalSubsampling)
      scale(&chroma.red, 128, across: horizontalSubsampling, down: verticalSubsampling)
      self.chroma = chroma
    }
  }
}

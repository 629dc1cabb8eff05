extension PlanarPicture {
  /// Converts planes in full range that are mixed and coloured as a file says to those of this type: mixed after BT.601,
  /// of sRGB colours. On an error the mixture is right, and the profile ignored.
  ///
  /// - Parameters:
  ///   - mixture: How luma and chroma are mixed.
  ///   - profile: The ICC profile of the colours, or nil for sRGB.
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

  /// Mixes planes that hold green, blue and red (the identity matrix of ITU-T H.273) to luma and chroma.
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

  /// Lays the picture on white by a plane of opacity of its own size. Its colours must have been converted to sRGB, in
  /// which light is mixed as browsers mix it.
  mutating func layOnWhite(_ opacity: Plane) {
    scale(by: opacity) { sample, centre, a in
      centre == 0 ? (sample * a + 255 * (255 - a) + 127) / 255 : centre + (sample - centre) * a / 255
    }
  }

  /// Undoes what darkened samples by their opacity, so that they can be converted.
  mutating func unpremultiply(by opacity: Plane) {
    scale(by: opacity) { sample, centre, a in
      a == 0 ? centre : max(0, min(255, centre + (sample - centre) * 255 / a))
    }
  }

  /// Changes every sample by what it is and how much of it shows.
  ///
  /// - Parameter change: Takes the sample, the value that means nothing (0 for luma, 128 for chroma), and the opacity.
  private mutating func scale(by opacity: Plane, _ change: (Int, Int, Int) -> Int) {
    precondition(opacity.width == width && opacity.height == height)
    opacity.samples.withUnsafeBufferPointer { shares in
      func scale(_ plane: inout Plane, _ centre: Int, across: Int, down: Int) {
        let (width, height, stride) = (plane.width, plane.height, plane.stride)
        plane.samples.withUnsafeMutableBufferPointer { samples in
          for y in 0..<height {
            for x in 0..<width {
              // The first of the pixels that share a chroma sample speaks for them.
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

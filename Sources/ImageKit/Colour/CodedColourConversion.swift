extension PlanarPicture {
  /// Converts planes in full range that are mixed and coloured as a file says to those of this type: mixed after BT.601,
  /// of sRGB colours. Greys are left alone: they are the same everywhere. On an error the mixture is right, and the
  /// profile ignored.
  ///
  /// - Parameters:
  ///   - mixture: How luma and chroma are mixed.
  ///   - profile: The ICC profile of the colours, or nil for sRGB.
  mutating func convert(from mixture: LumaMixture, profile: [UInt8]?) throws(ProfileTransform.Broken) {
    guard chroma != nil else { return }
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

  /// Lays the picture on white by a plane of opacity of its own size.
  ///
  /// - Parameter isPremultiplied: Whether samples were darkened by their opacity already.
  mutating func layOnWhite(_ opacity: Plane, isPremultiplied: Bool) {
    precondition(opacity.width == width && opacity.height == height)
    for y in 0..<height {
      for x in 0..<width {
        let a = Int(opacity.samples[y * opacity.stride + x]), at = y * luma.stride + x
        let light = isPremultiplied ? Int(luma.samples[at]) : (Int(luma.samples[at]) * a + 127) / 255
        luma.samples[at] = UInt8(min(255, light + 255 - a))
      }
    }
    guard !isPremultiplied, var chroma = chroma.take() else { return }
    for y in 0..<chroma.blue.height {
      for x in 0..<chroma.blue.width {
        // The first of the pixels that share a chroma sample speaks for them.
        let a = Int(opacity.samples[y * verticalSubsampling * opacity.stride + x * horizontalSubsampling])
        let at = y * chroma.blue.stride + x
        chroma.blue.samples[at] = UInt8(128 + (Int(chroma.blue.samples[at]) - 128) * a / 255)
        chroma.red.samples[at] = UInt8(128 + (Int(chroma.red.samples[at]) - 128) * a / 255)
      }
    }
    self.chroma = chroma
  }
}

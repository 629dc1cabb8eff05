extension PlanarPicture {
  /// Converts grey or Y′CbCr planes from an ICC profile's colour space to sRGB, in place. If the profile is sRGB, the
  /// samples are not touched. On an error the picture is unchanged.
  mutating func convertToSRGB(from profile: [UInt8]) throws(ProfileTransform.Broken) {
    if chroma != nil {
      let transform = try ProfileTransform(profile, model: .rgb)
      guard let table = ColourTable(transform) else { return }
      table.convert(&self)
    } else {
      let table = try ProfileTransform(profile, model: .grey).greys()
      guard table != Array(0...255) else { return }
      luma.samples.withUnsafeMutableBufferPointer { samples in
        for index in samples.indices { samples[index] = table[Int(samples[index])] }
      }
    }
  }
}

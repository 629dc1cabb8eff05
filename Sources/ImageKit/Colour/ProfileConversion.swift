extension PlanarPicture {
  /// Converts grey or Y′CbCr planes from a profile's colours to sRGB, in place. Costs almost nothing when the profile is
  /// sRGB itself. On an error the picture is as it was.
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

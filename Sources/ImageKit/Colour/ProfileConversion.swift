extension PlanarPicture {
  /// Converts grey or Y′CbCr planes from a profile's colours to sRGB, in place. Costs almost nothing when the profile is
  /// sRGB itself. On an error the picture is as it was.
  mutating func convertToSRGB(from profile: [UInt8]) throws(ProfileTransform.Broken) {
    if chroma != nil {
      let transform = try ProfileTransform(profile, model: .rgb)
      guard let table = ColourTable(transform) else { return }
      table.convert(&self)
    } else {
      let transform = try ProfileTransform(profile, model: .grey)
      let levels = (0...255).map { UInt16($0) * 257 }
      var converted = [UInt16](repeating: 0, count: levels.count * 3)
      transform.convert(levels, into: &converted, pixels: levels.count)
      let table = levels.indices.map { UInt8((Int(converted[$0 * 3 + 1]) + 128) / 257) }
      luma.samples.withUnsafeMutableBufferPointer { samples in
        for index in samples.indices { samples[index] = table[Int(samples[index])] }
      }
    }
  }
}

extension ProfileTransform {
  /// Whether an ICC profile is sRGB, or so close to it that a picture needs no conversion. A profile that cannot be used
  /// is not.
  static func isNearlySRGB(_ profile: [UInt8]) -> Bool {
    if let transform = try? ProfileTransform(profile, model: .rgb) { return transform.keepsColours }
    return (try? ProfileTransform(profile, model: .grey).keepsGreys) ?? false
  }

  /// Whether colours need no conversion. Only valid for RGB pictures.
  var keepsColours: Bool { ColourTable(self) == nil }

  /// Whether grey levels need no conversion, up to rounding. Only valid for grey pictures.
  var keepsGreys: Bool { zip(greys(), 0...255).allSatisfy { abs(Int($0) - $1) <= 1 } }
}

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

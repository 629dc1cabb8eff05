/// The result of reading all of a file's data without keeping pixels.
public struct VerifiedPicture: Sendable {
  /// What the file says about the picture.
  public let facts: PictureFacts
  /// What is wrong with it although it could be decoded.
  public let flaws: [DecodedPicture.Flaw]
}

extension PlanarPicture {
  /// Converts the picture's colours by a profile. A broken profile leaves them unchanged and is added to the flaws.
  mutating func convertToSRGB(from profile: [UInt8], noting flaws: inout [DecodedPicture.Flaw]) {
    do throws(ProfileTransform.Broken) {
      try convertToSRGB(from: profile)
    } catch {
      flaws.append(.brokenProfile(reason: error.reason))
    }
  }
}

extension [DecodedPicture.Flaw] {
  /// Adds a flaw if the colour profile cannot be used for a picture with this number of components.
  mutating func verify(_ profile: [UInt8], components: Int) {
    do throws(ProfileTransform.Broken) {
      _ = try ProfileTransform(profile, model: components == 1 ? .grey : components == 4 ? .cmyk : .rgb)
    } catch {
      append(.brokenProfile(reason: error.reason))
    }
  }
}

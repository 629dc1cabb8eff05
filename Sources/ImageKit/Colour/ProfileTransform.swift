import CLCMS

/// The way from an embedded ICC profile's colours to sRGB, through lcms2.
struct ProfileTransform: ~Copyable {
  /// What is wrong with a profile, in words for the finding.
  struct Broken: Error {
    let reason: String
  }

  /// What the samples of a picture mean.
  enum Model {
    case grey, rgb, cmyk

    fileprivate var signature: cmsColorSpaceSignature {
      switch self {
      case .grey: cmsSigGrayData
      case .rgb: cmsSigRgbData
      case .cmyk: cmsSigCmykData
      }
    }
  }

  /// The largest profile that is looked at, in bytes. Those of printing presses have about two megabytes.
  private static let maxBytes = 8_000_000

  private let context: cmsContext
  private let transform: cmsHTRANSFORM

  /// Whether the profile is one of red, green and blue for a picture of greys, each of which is taken for all three.
  private let takesGreysAsColours: Bool

  /// The transform of a profile that must be of the picture's colour model, or of RGB for a grey picture, as browsers use
  /// it. Grey and RGB samples are 16-bit numbers on both sides, grey to RGB; CMYK bytes (0 = no ink) become RGB bytes.
  init(_ profile: [UInt8], model: Model) throws(Broken) {
    guard profile.count <= Self.maxBytes else { throw Broken(reason: "the profile has \(profile.count) bytes") }
    guard let context = cmsCreateContext(nil, nil) else { throw Broken(reason: "no memory") }
    guard let source = cmsOpenProfileFromMemTHR(context, profile, cmsUInt32Number(profile.count)) else {
      cmsDeleteContext(context)
      throw Broken(reason: "it is not an ICC profile")
    }
    defer { cmsCloseProfile(source) }
    let space = cmsGetColorSpace(source)
    let greysAsColours = model == .grey && space == cmsSigRgbData
    guard space == model.signature || greysAsColours else {
      cmsDeleteContext(context)
      throw Broken(reason: "it is made for another colour model")
    }
    let sRGB = cmsCreate_sRGBProfileTHR(context)
    defer { cmsCloseProfile(sRGB) }
    let (from, to) =
      switch model {
      case .grey: (greysAsColours ? CLCMS_RGB_16 : CLCMS_GREY_16, CLCMS_RGB_16)
      case .rgb: (CLCMS_RGB_16, CLCMS_RGB_16)
      case .cmyk: (CLCMS_CMYK_8, CLCMS_RGB_8)
      }
    guard
      let transform = cmsCreateTransformTHR(
        context, source, cmsUInt32Number(from), sRGB, cmsUInt32Number(to),
        cmsUInt32Number(INTENT_PERCEPTUAL), cmsUInt32Number(cmsFLAGS_NOCACHE))
    else {
      cmsDeleteContext(context)
      throw Broken(reason: "its tables cannot be used")
    }
    takesGreysAsColours = greysAsColours
    self.context = context
    self.transform = transform
  }

  deinit {
    cmsDeleteTransform(transform)
    cmsDeleteContext(context)
  }

  /// What becomes of each of 256 greys. For a transform of greys only.
  func greys() -> [UInt8] {
    let levels = (0...255).flatMap { [UInt16](repeating: UInt16($0) * 257, count: takesGreysAsColours ? 3 : 1) }
    var converted = [UInt16](repeating: 0, count: 256 * 3)
    convert(levels, into: &converted, pixels: 256)
    return (0...255).map { UInt8((Int(converted[$0 * 3 + 1]) + 128) / 257) }
  }

  /// Converts a number of pixels.
  func convert(_ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer, pixels: Int) {
    cmsDoTransform(transform, source, target, cmsUInt32Number(pixels))
  }
}

import CLCMS

/// The transform from an embedded ICC profile to sRGB, by lcms2.
struct ProfileTransform: ~Copyable {
  /// Why a profile cannot be used, as text for the finding.
  struct Broken: Error {
    let reason: String
  }

  /// The colour model of a picture's samples.
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

  /// The largest profile that is used, in bytes. CMYK profiles for printing have about two megabytes.
  private static let maxBytes = 8_000_000

  private let context: cmsContext
  private let transform: cmsHTRANSFORM

  /// Whether the picture is grey and the profile RGB, so that each grey value is used for all three channels.
  private let takesGreysAsColours: Bool

  /// Creates the transform. The profile must have the picture's colour model, except that a grey picture may have an
  /// RGB profile, as in browsers. Grey and RGB samples have 16 bits in input and output, and grey becomes RGB. CMYK
  /// samples (0 = no ink) and the RGB they become have 8 bits.
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

  /// The converted values of the 256 grey levels. Only valid for grey pictures.
  func greys() -> [UInt8] {
    let levels = (0...255).flatMap { [UInt16](repeating: UInt16($0) * 257, count: takesGreysAsColours ? 3 : 1) }
    var converted = [UInt16](repeating: 0, count: 256 * 3)
    convert(levels, into: &converted, pixels: 256)
    return (0...255).map { UInt8((Int(converted[$0 * 3 + 1]) + 128) / 257) }
  }

  /// Converts a number of pixels from one buffer to another.
  func convert(_ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer, pixels: Int) {
    cmsDoTransform(transform, source, target, cmsUInt32Number(pixels))
  }
}

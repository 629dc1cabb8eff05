/// What a file's headers say about its picture. No pixels are decoded.
///
/// ```swift
/// let facts = try PictureFacts(of: bytes)
/// facts.orientation == .turnClockwise
/// ```
public struct PictureFacts: Sendable, Hashable {
  /// The colour space of the samples.
  public enum ColourProfile: Sendable, Hashable {
    /// The file specifies no colour space; sRGB is assumed.
    case none
    /// The file specifies sRGB.
    case sRGB
    /// A PNG specifies the exponent of the transfer function; 0.45455 is treated as sRGB.
    case gamma(Double)
    /// Primaries and transfer function are specified by code points of ITU-T H.273.
    case coded(CodedColour)
    /// An ICC profile is embedded; `bytes` is its size.
    case embedded(bytes: Int)
    /// An ICC profile is embedded, but parts of it are missing or inconsistent.
    case broken(reason: String)

    /// Whether the headers alone say that the samples are sRGB. A broken profile is ignored, and sRGB is assumed.
    var isSRGB: Bool {
      switch self {
      case .none, .sRGB, .broken: true
      case .gamma(let gamma): GammaCurve(gamma) == nil
      case .embedded, .coded: false
      }
    }
  }

  /// Data in the file other than the picture.
  public struct Metadata: Sendable, Hashable {
    /// The kind of metadata.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// Metadata defined by the standard of this name, or by the picture format itself.
      case exif, xmp, iptc, icc, comment, text, time, thumbnail
      /// The index of further pictures in the same file (CIPA DC-007).
      case multiPicture = "multi-picture"
      /// Further frames of an animation, and their timing.
      case animation
      /// A video after the picture, as in motion photos.
      case video
      /// A manufacturer's segment, or an unknown one.
      case other
    }

    /// The kind of metadata.
    public let kind: Kind
    /// Its size in bytes, without segment or chunk headers.
    public internal(set) var bytes: Int
  }

  /// The format, recognised by content.
  public var format: PictureFormat
  /// Width in pixels, as stored.
  public var width: Int
  /// Height in pixels, as stored.
  public var height: Int
  /// Samples per pixel in the file; a palette index counts as one sample.
  public var components: Int
  /// Whether the samples are indices into a palette.
  var hasPalette = false
  /// Bits per sample in the file.
  public var bitDepth: Int
  /// The JPEG chroma subsampling in J:a:b notation (`4:2:0`), or nil if it does not apply.
  public var chromaSubsampling: String?
  /// Whether it is a progressive JPEG or an interlaced PNG.
  public var isProgressive = false
  /// Whether the picture has transparency.
  public var hasTransparency = false
  /// The EXIF orientation; `.upright` if the file specifies none.
  public var orientation = ExifOrientation.upright
  /// Whether EXIF or XMP contains the location where the photo was taken.
  public var hasLocation = false
  /// The camera's make and model from EXIF.
  public var camera: String?
  /// The time when the photo was taken, in the EXIF format `YYYY:MM:DD HH:MM:SS`.
  public var dateTaken: String?
  /// The colour space of the samples.
  public var colourProfile = ColourProfile.none
  /// All data in the file other than the picture, in file order.
  public var metadata: [Metadata] = []
  /// The resolutions that the file states, in the order in which programs prefer them. JFIF and EXIF may contradict each
  /// other.
  public var resolutions: [Resolution] = []
  /// Whether the file's EXIF block has the resolution and nothing else.
  var exifIsResolutionOnly = false
  /// The number of pictures in the file, including further pictures of a multi-picture file and frames of an animation,
  /// but not auxiliary images such as gain maps and previews.
  public var pictureCount = 1
  /// The number of bytes after the end of the first picture.
  public var trailingBytes = 0

  /// Reads the facts, or throws if the file is not a supported picture.
  public init(of bytes: [UInt8]) throws(DecodingError) {
    guard !bytes.isEmpty else { throw .empty }
    switch PictureFormat(sniffing: bytes) {
    case .jpeg: self = try JPEGHeader(of: bytes).facts
    case .png: self = try PNGHeader.facts(of: bytes)
    case .heic, .avif: self = try HEIFHeader(of: bytes).facts
    case .webp: self = try WebPHeader(of: bytes).facts
    case nil: throw .notAPicture(found: ForeignFormat(sniffing: bytes))
    }
  }

  /// Facts about a picture of a given size, with default values for everything else.
  init(format: PictureFormat, width: Int, height: Int, components: Int, bitDepth: Int) {
    self.format = format
    self.width = width
    self.height = height
    self.components = components
    self.bitDepth = bitDepth
  }

  /// Whether the file holds exactly one picture in sRGB, stored upright, without metadata or trailing bytes. Such a
  /// file can be passed on unchanged.
  public var isBarePicture: Bool { isBare && metadata.isEmpty }

  /// Whether the file holds nothing besides the picture and its resolution: a JPEG states that in EXIF too, because some
  /// portals read only EXIF.
  var isBareWithResolution: Bool {
    isBare && (metadata.isEmpty || exifIsResolutionOnly && metadata.allSatisfy { $0.kind == .exif })
  }

  private var isBare: Bool {
    // A broken profile counts as metadata.
    colourProfile.isSRGB && orientation == .upright && pictureCount == 1 && trailingBytes == 0
  }

  /// The only number of dots per inch that the file states; nil if it states none, or several that differ.
  public var dpi: Int? {
    guard let first = resolutions.first?.dpi, resolutions.allSatisfy({ $0.dpi == first }) else { return nil }
    return first
  }

  /// Width and height of the picture once it stands upright, in pixels.
  var uprightSize: (width: Int, height: Int) { orientation.exchangesSides ? (height, width) : (width, height) }

  /// Applies the facts from EXIF.
  mutating func take(_ exif: ExifFacts) {
    orientation = exif.orientation
    camera = exif.camera
    dateTaken = exif.dateTaken
    if exif.hasLocation { hasLocation = true }
    if let resolution = exif.resolution { resolutions.append(resolution) }
    exifIsResolutionOnly = exif.isResolutionOnly
  }
}

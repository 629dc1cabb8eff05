/// What a file says about its picture, read from its headers; nothing is decoded for it.
///
/// ```swift
/// let facts = try PictureFacts(of: bytes)
/// facts.orientation == .turnClockwise
/// ```
public struct PictureFacts: Sendable, Hashable {
  /// How colours are to be understood.
  public enum ColourProfile: Sendable, Hashable {
    /// Nothing is said; then it is sRGB.
    case none
    /// The file says that it is sRGB.
    case sRGB
    /// A PNG names the exponent that its samples were encoded with, about 0.45455 for sRGB.
    case gamma(Double)
    /// Primaries and transfer are named by code points of ITU-T H.273.
    case coded(CodedColour)
    /// An ICC profile of this many bytes is embedded.
    case embedded(bytes: Int)
    /// An ICC profile is embedded, and parts of it are missing or contradict each other.
    case broken(reason: String)
  }

  /// Something in the file besides the picture.
  public struct Metadata: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// What the standard of this name, or the format's own part of this name, holds.
      case exif, xmp, iptc, icc, comment, text, time, thumbnail
      /// The index of further pictures in the same file (CIPA DC-007).
      case multiPicture = "multi-picture"
      /// The further frames of an animation, and how they are to be shown.
      case animation
      /// A film behind the picture, as motion photos have it.
      case video
      /// A maker's own segment, or one that nobody knows.
      case other
    }

    /// What it is.
    public let kind: Kind
    /// Its size in bytes, without the headers of segments or chunks.
    public internal(set) var bytes: Int
  }

  /// The format, from content.
  public var format: PictureFormat
  /// Width in pixels, as stored.
  public var width: Int
  /// Height in pixels, as stored.
  public var height: Int
  /// Samples a pixel in the file; a palette counts as the one sample that is stored.
  public var components: Int
  /// Bits a sample in the file.
  public var bitDepth: Int
  /// The JPEG chroma subsampling as people write it (`4:2:0`), or nil where the term does not apply.
  public var chromaSubsampling: String?
  /// Whether it is a progressive JPEG or an interlaced PNG.
  public var isProgressive = false
  /// Whether what lies behind the picture may show through.
  public var hasTransparency = false
  /// How the stored pixels must be turned. Upright when nothing is said.
  public var orientation = ExifOrientation.upright
  /// Whether EXIF or XMP tells where it was taken.
  public var hasLocation = false
  /// The camera's maker and model, where EXIF tells.
  public var camera: String?
  /// When it was taken as EXIF writes it, `YYYY:MM:DD HH:MM:SS`.
  public var dateTaken: String?
  /// How colours are to be understood.
  public var colourProfile = ColourProfile.none
  /// Everything in the file besides the picture, in file order.
  public var metadata: [Metadata] = []
  /// Pictures in the file: further ones of a multi-picture file, frames of an animation; not what only helps to show
  /// the first one, as gain maps and previews do.
  public var pictureCount = 1
  /// Bytes after the end of the first picture.
  public var trailingBytes = 0

  /// Reads the facts, or says why there is no picture.
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

  /// Facts about a picture of a given size, all else as in the plainest file.
  init(format: PictureFormat, width: Int, height: Int, components: Int, bitDepth: Int) {
    self.format = format
    self.width = width
    self.height = height
    self.components = components
    self.bitDepth = bitDepth
  }

  /// Whether the file is a picture and nothing else: upright as stored, in sRGB, alone, with no metadata and nothing
  /// behind it. Such a file can be handed on as it is.
  public var isBarePicture: Bool {
    let isSRGB =
      switch colourProfile {
      case .none, .sRGB: true
      case .gamma(let gamma): GammaCurve(gamma) == nil
      case .embedded, .coded, .broken: false
      }
    return isSRGB && orientation == .upright && pictureCount == 1 && trailingBytes == 0 && metadata.isEmpty
  }

  /// Takes over what EXIF says.
  mutating func take(_ exif: ExifFacts) {
    orientation = exif.orientation
    camera = exif.camera
    dateTaken = exif.dateTaken
    if exif.hasLocation { hasLocation = true }
  }
}

/// A file format, recognised by content and never by file name.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
  /// JPEG, the format of portals and phones.
  case jpeg
  /// PNG, which portals accept too.
  case png
  /// HEIC: HEVC (H.265) pictures in a HEIF file, the default of iPhones.
  case heic
  /// AVIF, AV1 pictures in a HEIF file.
  case avif
  /// WebP, which browsers and chat programs save.
  case webp

  /// The file name extensions of this format in lower case, the most common first.
  public var endings: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg"]
    case .png: ["png"]
    case .heic: ["heic", "heif", "hif"]
    case .avif: ["avif"]
    case .webp: ["webp"]
    }
  }

  /// The common name of the format.
  public var name: String { self == .webp ? "WebP" : rawValue.uppercased() }

  /// The formats that can be written.
  public static let handedOut: Set<PictureFormat> = [.jpeg, .png]

  /// Recognises the format by the signature; nil if the format is not supported.
  public init?(sniffing bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      self = .webp
    } else if let format = Self.ofBrands(in: bytes) {
      self = format
    } else {
      return nil
    }
  }

  /// The format named by the brands of an ISO base media file (ISO/IEC 14496-12, 4.3), or nil. The brand `mif1` only
  /// says that the file holds pictures; it is read as HEIC, because nearly all such files are.
  private static func ofBrands(in bytes: [UInt8]) -> PictureFormat? {
    let view = ByteView(bytes.prefix(1024))
    guard let size = view.number32(at: 0), view.fourCharacters(at: 4) == "ftyp" else { return nil }
    let places = [8] + Array(stride(from: 16, to: min(size, view.count) - 3, by: 4))
    let brands = places.compactMap { view.fourCharacters(at: $0) }
    if let main = brands.first, main == "crx " { return nil }
    if brands.contains(where: { ["avif", "avis"].contains($0) }) { return .avif }
    if brands.contains(where: { ["heic", "heix", "heim", "heis", "mif1", "msf1"].contains($0) }) { return .heic }
    return nil
  }
}

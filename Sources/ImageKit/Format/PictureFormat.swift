/// A file format, told from content and never from a name.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
  /// JPEG, the format of portals and phones.
  case jpeg
  /// PNG, which portals take too.
  case png
  /// HEIC, H.265 pictures in a HEIF file: what iPhones write unless they are told not to.
  case heic
  /// AVIF, AV1 pictures in a HEIF file.
  case avif
  /// WebP, which browsers and chat programs save.
  case webp

  /// The endings that name this format, in lower case, the usual one first.
  public var endings: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg"]
    case .png: ["png"]
    case .heic: ["heic", "heif", "hif"]
    case .avif: ["avif"]
    case .webp: ["webp"]
    }
  }

  /// The format's name as people write it.
  public var name: String { self == .webp ? "WebP" : rawValue.uppercased() }

  /// The formats that pictures are handed out in.
  public static let handedOut: Set<PictureFormat> = [.jpeg, .png]

  /// The format that bytes are in by their signature, or nil.
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

  /// The format that a file of boxes names among its brands (ISO/IEC 14496-12, 4.3), or nil. `mif1` alone says only that
  /// it holds pictures; nearly all such are HEIC.
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

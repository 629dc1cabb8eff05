import ImageKit
import Wording

/// A format of documents whose pages can become pictures.
public enum DocumentKind: String, Sendable, Hashable {
  /// PDF, as offices send forms and certificates.
  case pdf
  /// TIFF, as scanners write it, with one page or several.
  case tiff

  /// Recognises a document by its first bytes; nil for anything else, such as a camera's raw photo in a TIFF file.
  public init?(sniffing bytes: [UInt8]) {
    guard PictureFormat(sniffing: bytes) == nil else { return nil }
    switch ForeignFormat(sniffing: bytes) {
    case .pdf: self = .pdf
    case .tiff: self = .tiff
    default: return nil
    }
  }

  /// The common name of the format.
  public var name: String { rawValue.uppercased() }
}

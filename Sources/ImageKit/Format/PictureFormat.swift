/// A file format, told from content and never from a name.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
  /// JPEG, the format of portals and phones.
  case jpeg
  /// PNG, which portals take too.
  case png

  /// The endings that name this format, in lower case, the usual one first.
  public var endings: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg"]
    case .png: ["png"]
    }
  }

  /// The format's name as people write it.
  public var name: String { rawValue.uppercased() }

  /// The format that bytes are in by their signature, or nil.
  public init?(sniffing bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else {
      return nil
    }
  }
}

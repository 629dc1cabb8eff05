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
}

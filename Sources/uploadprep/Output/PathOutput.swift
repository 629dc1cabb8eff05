import Wording

extension JSON {
  /// Adds the percent-encoded path to the object where the path's text loses bytes; see ``Path/percentEncoded``.
  func adding(bytesOf path: Path?, as key: String) -> JSON {
    guard let encoded = path?.percentEncoded else { return self }
    return adding([key: .string(encoded)])
  }
}

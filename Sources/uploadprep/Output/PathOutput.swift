import Wording

extension JSON {
  /// The object with the bytes of a path, where its text shows not all of them; see ``Path/percentEncoded``.
  func adding(bytesOf path: Path?, as key: String) -> JSON {
    guard let encoded = path?.percentEncoded else { return self }
    return adding([key: .string(encoded)])
  }
}

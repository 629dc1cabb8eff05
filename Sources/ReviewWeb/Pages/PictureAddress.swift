import ReviewStore

extension StoredPicture {
  /// The address of this very picture at a path: it changes with the picture, so that a browser never shows the one that
  /// was there before.
  func address(at path: String) -> String { "\(path)?v=\(sha256.rawValue.prefix(12))" }
}

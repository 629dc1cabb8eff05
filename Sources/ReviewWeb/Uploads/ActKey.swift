import Hummingbird

/// The idempotency key of an act: the form's own key, or a program's `Idempotency-Key`.
enum ActKey {
  /// The longest key, in bytes; a UUID has 36, a form's key 43.
  static let longest = 128

  /// A key that is short enough to be remembered; nil where none was given.
  ///
  /// - Throws: `bad-key`.
  static func checked(_ key: String?) throws -> String? {
    guard let key, !key.isEmpty else { return nil }
    guard key.utf8.count <= longest else {
      throw ProblemError(
        .badRequest, "bad-key", "The key of an act has at most \(longest) bytes. Nothing was done.",
        "操作标识不能超过 \(longest) 字节，未作任何更改。")
    }
    return key
  }
}

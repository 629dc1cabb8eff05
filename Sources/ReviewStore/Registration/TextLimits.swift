/// Maximum lengths of texts in Unicode code points. `docs/limits.md` lists them with all other limits.
enum TextLimits {
  /// A person's name, a category, an exam site.
  static let name = 100
  /// The number of an identity document.
  static let idNumber = 64
  /// An address.
  static let address = 300
  /// A reviewer's note to the candidate.
  static let note = 1000
  /// A password.
  static let password = 256
  /// What a passkey is called.
  static let passkey = 60
  /// A mobile number as typed, with spaces, hyphens and +86.
  static let mobile = 32

  /// Whether a text has no more characters than a limit.
  static func allow(_ text: String, _ limit: Int) -> Bool {
    // A text never has more code points than bytes, so short texts need no count.
    text.utf8.count <= limit || text.unicodeScalars.count <= limit
  }
}

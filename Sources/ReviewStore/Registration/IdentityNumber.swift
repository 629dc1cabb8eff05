/// The number of an identity document, by which a person's registrations of two years are matched.
enum IdentityNumber {
  /// In one spelling: without white space, letters in upper case (`…x` and `…X` are one person); nil when nothing is
  /// left.
  static func normalized(_ number: String?) -> String? {
    guard let written = number?.filter({ !$0.isWhitespace }).uppercased(), !written.isEmpty else { return nil }
    return written
  }
}

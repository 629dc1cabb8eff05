/// The number of an identity document. It matches a person's registrations of two years.
enum IdentityNumber {
  /// The number without white space, in ordinary digits and with letters in upper case, because `…x` and `…X` are one
  /// person; nil when it is empty.
  static func normalized(_ number: String?) -> String? {
    guard let written = number?.withoutTypingSlips.uppercased(), !written.isEmpty else { return nil }
    return written
  }
}

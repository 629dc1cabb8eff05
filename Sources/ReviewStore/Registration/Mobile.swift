/// Mobile phone numbers.
enum Mobile {
  /// The eleven digits; nil when it is not a mobile number of mainland China. Blanks, hyphens, +86 and the width of
  /// the digits are ignored.
  static func normalized(_ text: String) -> String? {
    guard TextLimits.allow(text, TextLimits.mobile) else { return nil }
    var digits = text.withoutTypingSlips.filter { $0 != "-" }
    if digits.hasPrefix("+86") { digits.removeFirst(3) }
    let bytes = Array(digits.utf8)
    guard bytes.count == 11, bytes.allSatisfy({ (48...57).contains($0) }), bytes[0] == 49, bytes[1] >= 51 else {
      return nil
    }
    return digits
  }
}

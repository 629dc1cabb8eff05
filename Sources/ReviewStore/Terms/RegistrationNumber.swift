import ImageKit
import Wording

/// What a registration number may look like: short enough to stand in every watermark, and nothing in it that cannot be
/// seen.
enum RegistrationNumber {
  /// The most characters.
  static let longest = 64

  /// Whether a number can be taken: 1 to 64 characters, none of them invisible, no blank at either end.
  static func isAcceptable(_ number: String) -> Bool {
    guard (1...longest).contains(number.count), let first = number.first, let last = number.last else { return false }
    return !first.isWhitespace && !last.isWhitespace && number.unicodeScalars.allSatisfy(isVisible)
  }

  /// What is wrong with one that cannot, and what to do about it.
  static let rule = Bilingual(
    "a registration number has 1 to \(longest) characters, without control characters or blanks at its ends",
    "报名号应为 1 至 \(longest) 个字符，不含控制字符，首尾无空格")

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}

import Wording

/// Rules for registration numbers.
enum RegistrationNumber {
  /// The most characters. It is short because the number is part of every watermark.
  static let longest = LookupName.longest

  /// Whether a number is allowed.
  static func isAcceptable(_ number: String) -> Bool { LookupName.isAcceptable(number) }

  /// The rule in words, for error messages.
  static let rule = Bilingual(
    "a registration number has 1 to \(longest) characters, without invisible characters or blanks at its ends, and is "
      + "not “.” or “..”",
    "报名号应为 1 至 \(longest) 个字符，不含控制字符等不可见字符，首尾无空格，且不能是“.”或“..”")
}

import Wording

/// What a registration number may look like.
enum RegistrationNumber {
  /// The most characters: it stands in every watermark.
  static let longest = LookupName.longest

  /// Whether a number can be taken.
  static func isAcceptable(_ number: String) -> Bool { LookupName.isAcceptable(number) }

  /// What is wrong with one that cannot, and what to do about it.
  static let rule = Bilingual(
    "a registration number has 1 to \(longest) characters, without invisible characters or blanks at its ends, and is "
      + "not “.” or “..”",
    "报名号应为 1 至 \(longest) 个字符，不含控制字符等不可见字符，首尾无空格，且不能是“.”或“..”")
}

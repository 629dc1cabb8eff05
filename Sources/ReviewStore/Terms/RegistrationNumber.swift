import Wording

/// The number under which a person is registered for the exam (报名号).
public struct RegistrationNumber: TypedName {
  /// The number as it is written.
  public let rawValue: String

  /// A number, whether or not anybody has it.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The most characters. It is short because the number is part of every watermark.
  static let longest = LookupName.longest

  /// Whether the number may be given to somebody.
  var isAcceptable: Bool { LookupName.isAcceptable(rawValue) }

  /// What is wrong with one that may not, and what to do about it.
  static let rule = Bilingual(
    "a registration number has 1 to \(longest) characters, without invisible characters or blanks at its ends, and is "
      + "not “.” or “..”",
    "报名号应为 1 至 \(longest) 个字符，不含控制字符等不可见字符，首尾无空格，且不能是“.”或“..”")
}

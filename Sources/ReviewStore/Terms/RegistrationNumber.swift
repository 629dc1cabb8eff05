import Wording

/// The number under which a person is registered for the exam (报名号).
public struct RegistrationNumber: TypedName {
  /// The number as text.
  public let rawValue: String

  /// A number, which is not checked: there may be no such registration.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The most characters. It is short because the number is part of every watermark.
  static let longest = LookupName.longest

  /// Whether the number is allowed for a new registration.
  var isAcceptable: Bool { LookupName.isAcceptable(rawValue) }

  /// The rule in words, for error messages.
  static let rule = Bilingual(
    "a registration number has 1 to \(longest) characters, without invisible characters or blanks at its ends, and is "
      + "not “.” or “..”",
    "报名号应为 1 至 \(longest) 个字符，不含控制字符等不可见字符，首尾无空格，且不能是“.”或“..”")
}

import Wording

/// A part of a registration's data that staff may correct. Its site and its number are never corrected.
public enum RegistrationField: String, Sendable, Hashable, CaseIterable {
  /// The person's name.
  case name
  /// The category, such as 临床执业医师.
  case category
  /// The number of the identity document.
  case idNumber
  /// The kind of the identity document.
  case identity
  /// The mobile number.
  case mobile
  /// Whether the candidate is a returning one.
  case returning
  /// Whether the practical test was passed before.
  case practicalPassed

  /// What people call it.
  public var label: Bilingual {
    switch self {
    case .name: Bilingual("name", "姓名")
    case .category: Bilingual("category", "报考类别")
    case .idNumber: Bilingual("identity number", "证件号码")
    case .identity: Bilingual("kind of identity document", "证件类型")
    case .mobile: Bilingual("mobile number", "手机号码")
    case .returning: Bilingual("returning candidate", "老考生标记")
    case .practicalPassed: Bilingual("practical test passed", "实践技能通过标记")
    }
  }
}

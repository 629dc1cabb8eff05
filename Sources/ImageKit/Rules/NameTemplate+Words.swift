import Wording

extension NameTemplate.Mistake: DescribedError {
  /// `bad-name-template`
  public var code: String { "bad-name-template" }

  /// What is wrong with the template and what to write.
  public var explanation: Bilingual {
    switch self {
    case .length:
      Bilingual("A file name needs 1 to 200 bytes.", "文件名应有 1 至 200 字节。")
    case .character(let character):
      Bilingual(
        "A file name must not hold \(Self.shown(character)), because some systems do not take it.",
        "文件名中不能有 \(Self.shown(character))，部分系统不支持。")
    case .edge:
      Bilingual(
        "A file name must not begin with a dot, nor end with a dot or a space.", "文件名不能以点开头，也不能以点或空格结尾。")
    case .brace:
      Bilingual(
        "Fields are written as {id-number}: letters, digits, hyphens and underscores between two braces.",
        "字段写作 {id-number}：一对花括号内只能有字母、数字、连字符和下划线。")
    case .adjacentFields:
      Bilingual(
        "Put text between two fields, such as {id-number}_{name}: else a name does not show where one ends.",
        "两个字段之间应有其他字符，如 {id-number}_{name}，否则无法区分。")
    }
  }

  /// A character for people: a control character by its code.
  private static func shown(_ character: Character) -> String {
    let isVisible = character.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.properties.generalCategory != .format }
    return isVisible
      ? "“\(character)”"
      : character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}

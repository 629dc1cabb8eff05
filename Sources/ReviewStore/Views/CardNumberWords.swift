import ImageKit
import Wording

extension CardNumber {
  /// What the number itself tells, for comparing it with the card and the registration: the date of birth, the sex, and
  /// whether the check character is right.
  public var inside: Bilingual {
    let born = birthText.map { Bilingual("born \($0)", "出生日期 \($0)") } ?? Bilingual("no date of birth", "出生日期无效")
    let sex = isMans ? Bilingual("male", "男") : Bilingual("female", "女")
    let check =
      isChecked ? Bilingual("check character right", "校验码正确") : Bilingual("check character WRONG", "校验码错误")
    return Bilingual(
      "\(born.english), \(sex.english), \(check.english)", "\(born.chinese)，\(sex.chinese)，\(check.chinese)")
  }

  /// The same for programs, with the words.
  public func json(in language: Language) -> JSON {
    [
      "birth": .optional(birthText), "sex": .string(isMans ? "male" : "female"), "checked": .bool(isChecked),
      "inside": .string(inside.text(in: language)),
    ]
  }

  private var birthText: String? {
    birth.map { date in
      let (month, day) = (String(date.month), String(date.day))
      return "\(date.year)-\(month.count == 1 ? "0" : "")\(month)-\(day.count == 1 ? "0" : "")\(day)"
    }
  }
}

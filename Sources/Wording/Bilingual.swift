/// A language in which the project speaks to people.
public enum Language: String, Sendable, CaseIterable {
  /// 中文
  case chinese = "zh"
  /// English
  case english = "en"
}

/// One sentence for people, in both languages. Every message that may reach a person is one.
public struct Bilingual: Sendable, Hashable {
  /// The sentence in English.
  public let english: String
  /// The sentence in Chinese.
  public let chinese: String

  /// A sentence in both languages.
  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// The sentence in the language asked for.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}

/// An error that a person can cause or mend: it has a code that programs know, and a sentence that says what to do.
public protocol DescribedError: Error {
  /// A stable name for programs, in kebab case.
  var code: String { get }
  /// What is wrong and what to do about it.
  var explanation: Bilingual { get }
}

extension Bilingual {
  /// The sentence after whom or what it is about, which reads the same in both languages: `R1: it is gone`.
  public func about(_ subject: String) -> Bilingual { about(subject, subject) }

  /// The sentence after whom or what it is about.
  public func about(_ english: String, _ chinese: String) -> Bilingual {
    Bilingual("\(english): \(self.english)", "\(chinese)：\(self.chinese)")
  }
}

extension Bilingual {
  /// Names in a row, which read the same in both languages: `a, b` and `a、b`.
  public static func list(_ names: [String]) -> Bilingual { list(names.map { Bilingual($0, $0) }) }

  /// Things in a row.
  public static func list(_ items: [Bilingual]) -> Bilingual {
    Bilingual(items.map(\.english).joined(separator: ", "), items.map(\.chinese).joined(separator: "、"))
  }
}

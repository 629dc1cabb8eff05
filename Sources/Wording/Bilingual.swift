/// A language of the messages.
public enum Language: String, Sendable, CaseIterable {
  /// 中文
  case chinese = "zh"
  /// English
  case english = "en"
}

/// One sentence in English and Chinese. Every message for people is one.
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

  /// The sentence in a language.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}

/// An error that the user can cause or correct, with a code for programs and a sentence that says what to do.
public protocol DescribedError: Error {
  /// A stable identifier for programs, in kebab case.
  var code: String { get }
  /// What is wrong and what to do about it.
  var explanation: Bilingual { get }
}

extension Bilingual {
  /// The sentence after its subject, where the subject is the same in both languages: `R1: it is gone`.
  public func about(_ subject: String) -> Bilingual { about(subject, subject) }

  /// The sentence after its subject.
  public func about(_ english: String, _ chinese: String) -> Bilingual {
    Bilingual("\(english): \(self.english)", "\(chinese)：\(self.chinese)")
  }
}

extension Bilingual {
  /// A list of names that are the same in both languages: `a, b` and `a、b`.
  public static func list(_ names: [String]) -> Bilingual { list(names.map { Bilingual($0, $0) }) }

  /// A list of items, separated by `, ` and `、`.
  public static func list(_ items: [Bilingual]) -> Bilingual {
    Bilingual(items.map(\.english).joined(separator: ", "), items.map(\.chinese).joined(separator: "、"))
  }
}

extension Bilingual {
  /// This and one more sentence.
  public func followed(by sentence: Bilingual) -> Bilingual {
    Bilingual("\(english) \(sentence.english)", chinese + sentence.chinese)
  }

  /// The sentence with a remark before its full stop: `Install a font` and ` (for Chinese: …)`.
  public func ending(with remark: Bilingual) -> Bilingual {
    func ending(_ sentence: String, with remark: String) -> String {
      guard let stop = sentence.last, stop.isPunctuation else { return sentence + remark }
      return sentence.dropLast() + remark + String(stop)
    }
    return Bilingual(ending(english, with: remark.english), ending(chinese, with: remark.chinese))
  }
}

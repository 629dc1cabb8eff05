import ImageKit
import Mustache
import Wording

/// The pages' templates, one library a language.
///
/// Words stand in the templates in both languages side by side, `[[Sign in||登录]]`, and are chosen when the portal
/// starts; a page is then rendered without looking any word up.
struct Templates: Sendable {
  /// A template that is not as it should be.
  struct Fault: Error {
    let template: String
  }

  private let chinese: MustacheLibrary
  private let english: MustacheLibrary

  /// Reads the templates that are part of the program.
  init() throws {
    chinese = try Self.library(in: .chinese)
    english = try Self.library(in: .english)
  }

  /// Renders a page with the values of a dictionary.
  func render(_ name: String, _ object: [String: Any], in language: Language) -> String {
    (language == .chinese ? chinese : english).render(object, withTemplate: name) ?? ""
  }

  private static func library(in language: Language) throws -> MustacheLibrary {
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      let text = try choose(language, in: String(decoding: bytes, as: UTF8.self), of: name)
      try library.register(text, named: name)
    }
    return library
  }

  /// The text with the words of one language.
  static func choose(_ language: Language, in text: String, of name: String) throws -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "[[") {
      guard let end = rest[start.upperBound...].firstRange(of: "]]"),
        let middle = rest[start.upperBound..<end.lowerBound].firstRange(of: "||")
      else { throw Fault(template: name) }
      result += rest[..<start.lowerBound]
      switch language {
      case .english: result += rest[start.upperBound..<middle.lowerBound]
      case .chinese: result += rest[middle.upperBound..<end.lowerBound]
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}

/// A text, or `false`, which a template takes for an absent value.
func shown(_ text: String?) -> Any { text ?? false as Any }

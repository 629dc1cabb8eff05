import ImageKit
import Wording

/// What is written for a reader of one language.
protocol Speaking {
  /// The reader's language.
  var language: Language { get }
}

extension Speaking {
  /// The one of two that the reader understands.
  func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }
  /// Words as the reader understands them.
  func words(_ text: Bilingual) -> String { text.text(in: language) }
  /// A line of small print, where there is something to say.
  func hint(_ text: Bilingual?) -> HTML? { text.map { "<p class=\"hint\">\(words($0))</p>\n" } }
}

import ImageKit
import Wording

/// Something that writes text in one language.
protocol Speaking {
  /// The reader's language.
  var language: Language { get }
}

extension Speaking {
  /// The one of two texts that is in the reader's language.
  func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }
  /// A text in the reader's language.
  func words(_ text: Bilingual) -> String { text.text(in: language) }
  /// A line of small print, where there is something to say.
  func hint(_ text: Bilingual?) -> HTML? { text.map { "<p class=\"hint\">\(words($0))</p>\n" } }
}

import ImageKit
import Wording

/// Escapes text for HTML.
enum HTML {
  /// A text in both languages. The page's style sheet shows the one that the reader chose.
  static func words(_ text: Bilingual) -> String {
    "<span lang=\"zh\">\(sentence(text.chinese))</span><span lang=\"en\">\(sentence(text.english))</span>"
  }

  /// A sentence, with the commands between backticks marked up as code.
  private static func sentence(_ text: String) -> String {
    let escaped = Escaping.html(text)
    let parts = escaped.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escaped }
    return parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\($0.element)</code>" : String($0.element) }.joined()
  }

  /// A file's name, isolated with `<bdi>`: it may contain right-to-left text, which must not reorder the text around
  /// it.
  static func name(_ text: some Sequence<Character>) -> String {
    "<bdi>\(Escaping.html(Printable.name(String(text))))</bdi>"
  }
}

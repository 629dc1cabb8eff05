import ImageKit
import Wording

/// Text made safe to stand in a page.
enum HTML {
  /// Words in both languages, of which the page shows the one that its reader chose.
  static func words(_ text: Bilingual) -> String {
    "<span lang=\"zh\">\(sentence(text.chinese))</span><span lang=\"en\">\(sentence(text.english))</span>"
  }

  /// A sentence, with the commands it names between backticks set as such.
  private static func sentence(_ text: String) -> String {
    let escaped = Escaping.html(text)
    let parts = escaped.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escaped }
    return parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\($0.element)</code>" : String($0.element) }.joined()
  }

  /// A file's name: it may hold anything, and keeps its own writing direction to itself.
  static func name(_ text: some Sequence<Character>) -> String {
    "<bdi>\(Escaping.html(Printable.name(String(text))))</bdi>"
  }
}

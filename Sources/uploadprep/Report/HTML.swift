import ImageKit
import ReviewWeb

/// Text made safe to stand in a page.
enum HTML {
  /// Words in both languages, of which the page shows the one that its reader chose.
  static func words(_ text: Bilingual) -> String {
    "<span lang=\"zh\">\(WebText.escape(text.chinese))</span><span lang=\"en\">\(WebText.escape(text.english))</span>"
  }

  /// A file's name: it may hold anything, and keeps its own writing direction to itself.
  static func name(_ text: some Sequence<Character>) -> String {
    "<bdi>\(WebText.escape(Printable.name(String(text))))</bdi>"
  }
}

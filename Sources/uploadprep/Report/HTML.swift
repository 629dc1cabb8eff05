import ImageKit

/// Text made safe to stand in a page.
enum HTML {
  /// The text with everything escaped that could be taken for markup, in elements and in quoted attributes.
  static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Words in both languages, of which the page shows the one that its reader chose.
  static func words(_ text: Bilingual) -> String {
    "<span lang=\"zh\">\(escape(text.chinese))</span><span lang=\"en\">\(escape(text.english))</span>"
  }

  /// A file's name: it may hold anything, and keeps its own writing direction to itself.
  static func name(_ text: some Sequence<Character>) -> String { "<bdi>\(escape(Printable.name(String(text))))</bdi>" }
}

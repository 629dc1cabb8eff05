import ReviewStore
import Wording

/// Markup, written by string interpolation: the literal is markup, and every text interpolated into it is escaped.
///
/// ```swift
/// let line: HTML = "<p class=\"\(tone)\">\(message.text)</p>"
/// ```
///
/// All pages are made this way: a ``PageView`` is a struct with typed properties that writes its markup in multi-line
/// literals. Templates in files of their own would read as well, but they find their values by name when a page is
/// requested: a misspelt or forgotten value is then an empty place on a page that few people meet, such as that of a
/// return that was withdrawn. Here it does not compile. It is also faster, since nothing is looked up.
struct HTML: ExpressibleByStringInterpolation {
  /// The markup as it is sent.
  private(set) var markup: String

  init(stringLiteral literal: String) { markup = literal }
  init(stringInterpolation parts: StringInterpolation) { markup = parts.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 40)
    }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    /// A text, escaped for content and for quoted attributes alike.
    mutating func appendInterpolation(_ text: String) { Escaping.append(text, to: &markup) }
    mutating func appendInterpolation(_ name: some TypedName) { Escaping.append(name.rawValue, to: &markup) }
    mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }
    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    /// Nothing where there is none.
    mutating func appendInterpolation(_ html: HTML?) { if let html { markup += html.markup } }
    mutating func appendInterpolation(_ each: [HTML]) { for html in each { markup += html.markup } }
    /// Markup that is there only under a condition.
    mutating func appendInterpolation(_ html: @autoclosure () -> HTML, if isThere: Bool) {
      if isThere { markup += html().markup }
    }
  }
}

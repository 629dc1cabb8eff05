import ReviewStore
import Wording

/// Markup, written by string interpolation: what stands in the literal is markup, and every text put into it is
/// escaped.
///
/// ```swift
/// let line: HTML = "<p class=\"\(tone)\">\(message.text)</p>"
/// ```
///
/// Used for pages that are requested so often that a template's look-ups by name would be most of the work.
struct HTML: ExpressibleByStringInterpolation {
  /// The markup as it is sent.
  private(set) var markup: String

  /// Markup that has been escaped already.
  init(markup: String) { self.markup = markup }
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
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    /// Nothing where there is none.
    mutating func appendInterpolation(_ html: HTML?) { if let html { markup += html.markup } }
    mutating func appendInterpolation(_ each: [HTML]) { for html in each { markup += html.markup } }
    /// Something only where it is so.
    mutating func appendInterpolation(_ html: @autoclosure () -> HTML, if isSo: Bool) {
      if isSo { markup += html().markup }
    }
  }
}

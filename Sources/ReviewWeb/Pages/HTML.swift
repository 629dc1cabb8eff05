/// Markup, written by string interpolation: what stands in the literal is markup, and every text put into it is escaped.
///
/// ```swift
/// let line: HTML = "<p class=\"\(tone)\">\(message.text)</p>"
/// ```
///
/// For pages that are asked for so often that looking values up by name, as templates do, would be most of the work.
struct HTML: ExpressibleByStringInterpolation {
  /// The markup as it is sent.
  private(set) var markup: String

  /// Markup that somebody else has made, and has escaped.
  init(markup: String) { self.markup = markup }
  init(stringLiteral literal: String) { markup = literal }
  init(stringInterpolation parts: StringInterpolation) { markup = parts.markup }

  /// Adds what comes next.
  static func += (left: inout HTML, right: HTML) { left.markup += right.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 40)
    }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    /// A text, escaped for content and for quoted attributes alike.
    mutating func appendInterpolation(_ text: String) { markup.appendEscaped(text) }
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

extension String {
  /// Adds a text with the five characters of markup escaped.
  fileprivate mutating func appendEscaped(_ text: String) {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      var found = false
      for byte in bytes { found = found || Self.isMarkup(byte) }
      return !found
    }
    if isPlain == true {
      self += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": self += "&amp;"
      case "<": self += "&lt;"
      case ">": self += "&gt;"
      case "\"": self += "&quot;"
      case "'": self += "&#39;"
      default: unicodeScalars.append(scalar)
      }
    }
  }

  @inline(__always)
  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27
  }
}

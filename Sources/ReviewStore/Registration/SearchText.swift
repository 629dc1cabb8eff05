import Foundation

/// What staff type to find a registration: part of its number, part of the name, or the last characters of the identity
/// number. White space, full-width forms and the case of Latin letters do not matter.
struct SearchText: Sendable, Hashable {
  /// The text as typed, without white space and with Latin letters in upper case.
  let typed: String
  /// The same with full-width and other compatibility forms replaced by their ordinary ones: `１２` becomes `12`.
  let folded: String

  /// A text; nil when it has no visible character.
  init?(_ text: String) {
    typed = Self.plain(text)
    folded = Self.plain(text.precomposedStringWithCompatibilityMapping)
    guard TextRules.isVisible(folded) else { return nil }
  }

  /// Without white space; ASCII letters in upper case, as SQLite's `upper` makes them.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      scalars.append(("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar)
    }
    return String(scalars)
  }

  /// How many of an identity number's last characters find it. Fewer would let somebody find them out one by one; more
  /// than the six that candidates sign in with are accepted only as the whole number.
  static let lastCharacters = 4...6
  /// The shortest text that is compared with whole identity numbers.
  private static let shortestNumber = 8

  /// The last characters of an identity number; nil when the text cannot be that.
  var lastOfIDNumber: String? {
    Self.lastCharacters.contains(folded.count) && isCode ? folded : nil
  }

  /// A whole identity number; nil when the text cannot be one.
  var wholeIDNumber: String? { folded.count >= Self.shortestNumber && isCode ? folded : nil }

  private var isCode: Bool { folded.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
}

import Foundation
import Wording

/// Characters that free text may contain: names, sites, categories, addresses, notes.
///
/// Control characters break tables and terminals. Directional embeddings and overrides (Unicode Standard Annex 9) can
/// make a text look like another one. Letters of any script, joiners, variation selectors and private-use characters
/// are allowed, because people's names contain them.
enum TextRules {
  /// Checks a text and returns it as it is stored: without white space at both ends, and with LF line breaks.
  ///
  /// - Parameters:
  ///   - what: what the text is, for the error.
  ///   - limit: the most characters.
  ///   - lines: whether line breaks and tabs are allowed.
  /// - Throws: ``InputError/missing(_:)`` for a text without visible characters, ``InputError/tooLong(_:limit:)``,
  ///   ``InputError/badText(_:)``.
  static func checked(
    _ text: String, _ what: Bilingual, atMost limit: Int, lines: Bool = false
  ) throws(InputError) -> String {
    let kept = trimmed(text)
    guard TextLimits.allow(kept, limit) else { throw .tooLong(what, limit: limit) }
    guard isVisible(kept) else { throw .missing(what) }
    guard isSound(kept, lines: lines) else { throw .badText(what) }
    return kept
  }

  /// The text without white space at both ends, and with LF line breaks.
  static func trimmed(_ text: String) -> String {
    text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether a text has a visible character: neither white space nor of zero width.
  static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      let properties = scalar.properties
      // The blank Braille pattern (U+2800) is a symbol by its category.
      return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint && scalar != "\u{2800}"
        && properties.generalCategory != .control
    }
  }

  /// Whether a text has only allowed characters.
  static func isSound(_ text: String, lines: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { isSound($0) || (lines && ($0 == "\n" || $0 == "\t")) }
  }

  /// A text from elsewhere, such as an error message of a program, as one line. Characters that are not allowed become
  /// spaces.
  static func cleaned(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { cleaned.append(isSound(scalar) ? scalar : " ") }
    return String(cleaned).trimmingCharacters(in: .whitespaces)
  }

  private static func isSound(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: false  // embeddings, overrides and isolates of direction
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: false  // byte order mark, annotations, tags
    case 0xFDD0...0xFDEF: false  // noncharacters, as are the last two of each plane
    default:
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: scalar.value & 0xFFFE != 0xFFFE
      }
    }
  }
}

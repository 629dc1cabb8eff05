import Foundation

/// A text that is repeated along the diagonal over a whole picture and says what the picture may be used for.
///
/// Every crop of a third of the width by a third of the height contains a whole copy, if the text has at most ten
/// full-width characters; longer texts repeat as densely as they stay readable. Making one finds fonts and loads
/// outlines, which takes some milliseconds; after that it stamps any number of pictures, on any number of threads.
///
/// ```swift
/// let watermark = try Watermark(text: Watermark.defaultText)
/// watermark.stamp(&picture)
/// ```
public struct Watermark: Sendable {
  /// How visible a stamp is.
  public enum Strength: Sendable, CaseIterable {
    /// For a stamp that states the picture's purpose: clearly visible, rising to the right.
    case protective
    /// For a second stamp that states who viewed the picture and when: paler, falling to the right.
    case faint
  }

  /// "For the medical licensing examination only."
  public static let defaultText = "仅用于医师资格考试"
  /// The most characters that a text may have.
  public static let longestText = 100

  /// How much it shows.
  public let strength: Strength
  /// The text's outlines.
  let line: TextOutline

  /// A watermark of one line of text.
  ///
  /// Line breaks, tabs and other control characters count as spaces, and spaces in a row as one.
  ///
  /// - Throws: ``WatermarkError`` if nothing is left to draw, the text is too long, or no font draws it.
  public init(text: String, strength: Strength = .protective) throws(WatermarkError) {
    let characters = Self.drawable(text)
    guard !characters.isEmpty else { throw .emptyText }
    guard characters.count <= Self.longestText else {
      throw .tooLong(characters: characters.count, limit: Self.longestText)
    }
    line = try TextOutline(characters)
    self.strength = strength
  }

  /// The characters of one line in Unicode's NFC. Control characters become spaces, spaces are collapsed and trimmed,
  /// and invisible characters are removed unless they change a letter beside them.
  private static func drawable(_ text: String) -> [Unicode.Scalar] {
    var characters: [Unicode.Scalar] = []
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      let properties = scalar.properties
      if properties.isDefaultIgnorableCodePoint {
        // A joiner or variation selector without a letter before it changes nothing.
        if changesLetters(scalar), let last = characters.last, last != " " { characters.append(scalar) }
      } else if properties.generalCategory == .control || properties.isWhitespace {
        if let last = characters.last, last != " " { characters.append(" ") }
      } else {
        characters.append(scalar)
      }
    }
    if characters.last == " " { characters.removeLast() }
    return characters
  }

  /// Joiners, and selectors of a variant: invisible, but not without effect.
  private static func changesLetters(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isVariationSelector || ["\u{200C}", "\u{200D}", "\u{180E}"].contains(scalar)
  }

  /// Where the copies stand on a picture of given size in pixels.
  func pattern(width: Int, height: Int) -> StampPattern {
    // The soft edge extends by twice the blurs' radius at either end.
    let size = line.upper - line.lower + Float(4 * StampMask.softness)
    return StampPattern(
      width: width, height: height, line: StampPattern.Line(length: Double(size.x), height: Double(size.y)),
      falling: strength == .faint)
  }

  /// Stamps a picture. Chroma stays as it is: the ink is without colour.
  ///
  /// The same picture and text give the same result on every run. Beyond the picture it takes less than a megabyte.
  public func stamp(_ picture: inout PlanarPicture) {
    let pattern = pattern(width: picture.width, height: picture.height)
    let mask = StampMask(line, emSize: pattern.emSize, angle: pattern.angle)
    let ink = StampInk(strength, over: Backdrop(picture.luma, cell: Int(pattern.emSize / 2)))
    for centre in pattern.centres { ink.draw(mask, at: centre, into: &picture.luma) }
  }
}

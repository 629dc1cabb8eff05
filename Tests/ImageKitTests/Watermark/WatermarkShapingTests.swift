import Testing

@testable import ImageKit

/// Fontconfig's package depends on DejaVu, which has Arabic; fonts of other scripts may be missing.
@Suite("Shaping of a watermark's text") struct WatermarkShapingTests {
  private func line(_ text: String) throws -> TextOutline { try Watermark(text: text).line }
  private func width(_ text: String) throws -> Float {
    let line = try line(text)
    return line.upper.x - line.lower.x
  }

  /// Whether a font for a script is installed; without it there is nothing to shape.
  static func canDraw(_ text: String) -> Bool { (try? Watermark(text: text)) != nil }

  @Test("A letter and its accent are composed", arguments: [("e\u{301}", "é"), ("\u{1112}\u{1161}\u{11AB}", "한")])
  func composed(decomposed: String, composed: String) throws {
    #expect(Array(decomposed.unicodeScalars) != Array(composed.unicodeScalars))
    let (one, other) = (try line(decomposed), try line(composed))
    #expect(one.glyphs.map(\.points) == other.glyphs.map(\.points))
  }

  @Test("Characters are counted after composition") func countsComposed() throws {
    _ = try Watermark(text: String(repeating: "e\u{301}", count: 100))
  }

  @Test("Arabic and Uyghur letters join", .enabled(if: canDraw("ئۇيغۇر"), "no font with Arabic letters is installed"))
  func joins() throws {
    // An isolated letter ends in a tail, which it does not have inside a word.
    #expect(try width("ببب") < 2.2 * width("ب"))
    #expect(try line("ئۇيغۇر").glyphs.count == 1, "a word is drawn in one go")
  }

  @Test(
    "A word of a right-to-left script begins at its right end",
    .enabled(if: canDraw("اد"), "no font with Arabic letters is installed"))
  func fromTheRight() throws {
    // An alef, which is tall, and a dal, which is not.
    let line = try line("اد")
    let middle = (line.lower.x + line.upper.x) / 2
    let points = line.glyphs.flatMap(\.points)
    let highest = try #require(points.max { $0.y < $1.y })
    #expect(highest.x > middle)
  }

  @Test(
    "Chinese stays left to right beside Uyghur, and digits keep their order",
    .enabled(if: canDraw("仅用于ئۇيغۇر"), "no font with Arabic letters is installed"))
  func mixed() throws {
    let mixed = try line("甲乙 اد 12")
    // The direction of the line is that of its first letter: 甲乙 is at the left. Numbers after Arabic letters are left
    // of them.
    let chinese = try line("甲乙")
    #expect(mixed.glyphs.prefix(2).map(\.points) == chinese.glyphs.map(\.points))
    let (digits, word) = (try line("12"), try line("اد"))
    #expect(
      mixed.glyphs.dropFirst(2).map(\.points.count)
        == [digits.glyphs.map(\.points.count).reduce(0, +), word.glyphs[0].points.count])
  }

  @Test("Ignorable characters are removed") func invisible() throws {
    let plain = try line("甲乙")
    for text in ["甲\u{202E}乙", "\u{200F}甲乙", "甲\u{2066}乙\u{2069}", "\u{FE0F}甲乙"] {
      #expect(try line(text).glyphs.map(\.points) == plain.glyphs.map(\.points))
    }
  }

  @Test(
    "A Devanagari vowel sign is placed before its consonant",
    .enabled(if: canDraw("कि"), "no font with Devanagari letters is installed"))
  func reordered() throws {
    #expect(try line("कि").glyphs.count == 1)
    #expect(try width("कि") < width("क") + width("ि"))
  }

  @Test(
    "Tibetan consonants are stacked",
    .enabled(if: canDraw("སྐྱིད"), "no font with Tibetan letters is installed"))
  func stacked() throws {
    let (stack, letters) = (try line("སྐྱ"), try line("སཀཡ"))
    #expect(stack.upper.x - stack.lower.x < 0.7 * (letters.upper.x - letters.lower.x))
    #expect(stack.upper.y - stack.lower.y > letters.upper.y - letters.lower.y)
  }

  @Test(
    "Mongolian letters join", .enabled(if: canDraw("ᠮᠣᠩᠭᠣᠯ"), "no font with Mongolian letters is installed"))
  func mongolian() throws {
    #expect(try line("ᠮᠣᠩᠭᠣᠯ").glyphs.count == 1)
  }
}

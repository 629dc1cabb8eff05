import Testing
import Wording

@testable import ImageKit

@Suite("Texts of a watermark") struct WatermarkTextTests {
  @Test(
    "Chinese, Latin, mixed, rare, combining and bidirectional texts can be drawn",
    arguments: [
      "仅用于医师资格考试", "For examination use only", "仅用于 2024 Exam №7", "𠮷野", "e\u{301}a\u{20DD}", "\u{301}甲", "“·—”",
      "Ёж", "甲\u{200D}\u{FE0F}乙",
    ])
  func stamps(text: String) throws {
    let watermark = try Watermark(text: text)
    var picture = PlanarPicture(luma: Plane(width: 300, height: 200, filledWith: 200), chroma: nil)
    watermark.stamp(&picture)
    #expect(picture.luma.samples.contains { $0 != 200 })
  }

  @Test(
    "A text without visible characters is refused", arguments: ["", " ", "\n\t\r", "\u{200B}", "\u{0}", "\u{3000}"])
  func empty(text: String) {
    #expect(throws: WatermarkError.emptyText) { try Watermark(text: text) }
  }

  @Test("Line breaks, tabs and control characters count as one space") func controlCharacters() throws {
    let plain = try Watermark(text: "甲 乙")
    for text in ["甲\n乙", "甲\r\n\t乙", " 甲\u{7} 乙\n", "甲\u{2028}乙"] {
      let watermark = try Watermark(text: text)
      #expect(watermark.line.upper == plain.line.upper)
      #expect(watermark.line.glyphs.count == 2)
    }
  }

  @Test("Characters that no font has are named, with the packages to install") func missingCharacters() {
    let error = #expect(throws: WatermarkError.self) { try Watermark(text: "甲\u{10FFFC}乙\u{10FFFD}\u{10FFFC}") }
    #expect(error == .noFont(missing: ["\u{10FFFC}", "\u{10FFFD}"]))
    for language in Language.allCases {
      let sentence = error?.explanation.text(in: language) ?? ""
      #expect(sentence.contains(language == .chinese ? "U+10FFFC、U+10FFFD" : "U+10FFFC, U+10FFFD"))
    }
    #expect(error?.remedy == .installFonts(chinese: "fonts-noto-cjk", others: "fonts-noto-core"))
  }

  @Test("A text longer than a hundred characters is refused, one of a hundred is not") func tooLong() throws {
    _ = try Watermark(text: String(repeating: "证", count: 100))
    #expect(throws: WatermarkError.tooLong(characters: 101, limit: 100)) {
      try Watermark(text: String(repeating: "证", count: 101))
    }
  }
}

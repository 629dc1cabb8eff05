import Wording

/// Why a text cannot become a watermark.
public enum WatermarkError: DescribedError, Equatable {
  /// Nothing is left to draw: the text is empty, or made of spaces and control characters alone.
  case emptyText
  /// The text has more characters than can stay readable.
  case tooLong(characters: Int, limit: Int)
  /// No font on this machine draws these characters, given in the order in which the text uses them.
  case noFont(missing: [Unicode.Scalar])
  /// A font that fontconfig named cannot be read.
  case unreadableFont(path: String)

  /// The Debian package that brings glyphs for Chinese.
  static let fontPackage = "fonts-noto-cjk"
  /// The one that brings glyphs for Arabic, Tibetan, Mongolian, Devanagari and most other scripts.
  static let otherFontsPackage = "fonts-noto-core"

  /// `watermark-empty`, `watermark-too-long`, `watermark-no-font` or `watermark-unreadable-font`.
  public var code: String {
    switch self {
    case .emptyText: "watermark-empty"
    case .tooLong: "watermark-too-long"
    case .noFont: "watermark-no-font"
    case .unreadableFont: "watermark-unreadable-font"
    }
  }

  /// What can be done about an error on the machine where it happened.
  public enum Remedy: Sendable, Hashable {
    /// Install Debian's font package for Chinese, or that for most other scripts.
    case installFonts(chinese: String, others: String)
    /// Install again the package that a font file belongs to; Debian's for Chinese is named.
    case reinstallFont(chinese: String)
  }

  /// What can be done about it on this machine; whoever shows the error words it for the people who see it.
  public var remedy: Remedy? {
    switch self {
    case .emptyText, .tooLong: nil
    case .noFont: .installFonts(chinese: Self.fontPackage, others: Self.otherFontsPackage)
    case .unreadableFont: .reinstallFont(chinese: Self.fontPackage)
    }
  }

  /// What is wrong with the text or the fonts.
  public var explanation: Bilingual {
    switch self {
    case .emptyText:
      return Bilingual(
        "The watermark has no text that can be drawn; give it some, or leave the option out.",
        "水印没有可绘制的文字；请填写文字，或不使用该选项。")
    case .tooLong(let characters, let limit):
      return Bilingual(
        "The watermark has \(characters) characters; shorten it to \(limit) or fewer, so that it stays readable.",
        "水印有 \(characters) 个字符；请缩短到 \(limit) 个以内，以保证清晰可读。")
    case .noFont(let missing):
      let named = Self.named(missing, separator: ", ")
      return Bilingual(
        "No installed font can draw \(named); install a font that can.",
        "已安装的字体无法绘制 \(Self.named(missing, separator: "、"))；请安装支持这些字符的字体。")
    case .unreadableFont(let path):
      return Bilingual(
        "The font file \(path) cannot be read; reinstall its package.",
        "无法读取字体文件 \(path)；请重新安装它所属的软件包。")
    }
  }

  /// The characters as a person can look them up: `永 (U+6C38), U+E000`, at most eight of them.
  private static func named(_ scalars: [Unicode.Scalar], separator: String) -> String {
    let shown = scalars.prefix(8).map { scalar in
      let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
      let number = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
      switch scalar.properties.generalCategory {
      case .privateUse, .unassigned, .control, .format, .nonspacingMark, .enclosingMark: return number
      default: return "\(Character(scalar)) (\(number))"
      }
    }
    return shown.joined(separator: separator) + (scalars.count > 8 ? " …" : "")
  }
}

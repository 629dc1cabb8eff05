import ImageKit
import Wording

/// The picture rules of one examination or portal, as data: what is required, and where the figures were read.
///
/// ```swift
/// let rules = try RuleSet(yaml: text).pictures
/// ```
public struct RuleSet: Sendable, Hashable {
  /// Its identifier, such as `nurses`.
  public var id: String
  /// Its name for people.
  public var name: Bilingual
  /// What to know before relying on it; nil for nothing.
  public var note: Bilingual?
  /// The rules.
  public var pictures: PictureRules

  /// Whether a text is an identifier: Latin letters, digits and hyphens.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}

/// A file of rules with mistakes: all of them, each with its line.
public struct RuleSetError: DescribedError, Sendable, Hashable {
  /// All mistakes, by line.
  public let mistakes: [FileMistake]
  /// `bad-rules`
  public var code: String { "bad-rules" }
  /// How many mistakes there are, and the first.
  public var explanation: Bilingual {
    let summary = FileMistake.summary(of: mistakes)
    return Bilingual("The rules cannot be used. \(summary.english)", "图片规则有误。\(summary.chinese)")
  }
}

extension RuleSet {
  /// The most characters of a file of rules.
  public static let longestText = 1_000_000

  /// Reads rules from YAML.
  ///
  /// - Throws: ``RuleSetError`` with every mistake and its line, among them rules that contradict each other.
  public init(yaml: String) throws(RuleSetError) {
    let mistakes = FileMistakes()
    var set: RuleSet?
    if yaml.utf8.count > Self.longestText {
      mistakes.add(1, "The file has over a million bytes, which no file of rules needs.", "文件超过一百万字节，不是图片规则文件。")
    } else if let top = mistakes.mapping(in: yaml) {
      set = RuleSet(top)
    }
    guard mistakes.count == 0, let set else { throw RuleSetError(mistakes: mistakes.byLine) }
    self = set
  }

  private init(_ top: YAMLMapping) {
    id = top.text("id")
    name = top.bilingual("name")
    note = top.optionalBilingual("note")
    pictures = PictureRules()
    if top.areSound("id"), !Self.isName(id) {
      top.mistake(at: "id", "`id` takes Latin letters, digits and hyphens.", "`id` 只能用英文字母、数字和连字符。")
    }
    pictures.source = PictureRules.Source(top.requiredMapping("source"))
    pictures.read(top)
    top.finish()
  }
}

extension PictureRules.Source {
  fileprivate init(_ part: YAMLMapping?) {
    self.init(title: part?.text("title") ?? "", url: part?.optionalText("url"), read: part?.text("read") ?? "")
    if let part, part.areSound("read"), !Self.isDay(read) {
      part.mistake(at: "read", "`read` must be a day, such as 2026-11-28.", "`read` 应为日期，如 2026-11-28。")
    }
    if let part, let url, part.areSound("url"), !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      part.mistake(at: "url", "`url` must begin with https:// or http://.", "`url` 应以 https:// 或 http:// 开头。")
    }
    part?.finish()
  }

  /// Whether a text is a day of the calendar, `YYYY-MM-DD`.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day)
  }
}

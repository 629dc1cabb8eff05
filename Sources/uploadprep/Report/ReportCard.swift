import FoundationEssentials
import ImageKit
import ReviewWeb
import Wording

/// One picture on the page: thumbnail, facts, and what is wrong with it.
struct ReportCard {
  private let file: CheckedFile

  init(_ file: CheckedFile) { self.file = file }

  /// The card.
  var html: String {
    let filters = ["v-\(file.verdict.rawValue)"] + file.findings.map { "f-\($0.code.rawValue)" }
    return """
      <article class="card \(file.verdict.rawValue)" style="--worst:\(worst)" data-is="\(filters.joined(separator: " "))">
      <div class="picture">\(picture)</div>
      <div class="words">
      <h2>\(HTML.name(name))</h2>
      \(folder)\(facts)\(findings)</div>
      </article>

      """
  }

  /// Where it stands among all when what is worst comes first: failed files before doubtful ones, and among these those
  /// with the most findings to refuse them for, then those with the lowest score.
  private var worst: Int {
    let rank = CheckedFile.Verdict.allCases.firstIndex(of: file.verdict)!
    let errors = file.findings.count { $0.severity == .error }
    let scores = file.findings.compactMap { finding in
      finding.score.map { finding.code == .notUpright ? 100 - $0 : $0 }
    }
    return rank * 10_000 - min(errors, 9) * 1000 + (scores.min() ?? 100)
  }

  private var name: Substring { file.path.split(separator: "/").last ?? file.path[...] }

  private var folder: String {
    let folder = file.path.dropLast(name.count)
    return folder.isEmpty ? "" : "<p class=\"folder\">\(HTML.name(folder))</p>\n"
  }

  private var picture: String {
    guard let thumbnail = file.thumbnail else {
      return "<svg viewBox=\"0 0 48 48\" role=\"img\"><use href=\"#broken\"/></svg>"
    }
    let data = Data(thumbnail).base64EncodedString()
    return "<img alt=\"\" loading=\"lazy\" src=\"data:image/jpeg;base64,\(data)\">\(outline)"
  }

  /// The page that was found, drawn over the thumbnail: its corners, and how it lies.
  private var outline: String {
    guard let page = file.page, let facts = file.facts else { return "" }
    let exchanged = facts.orientation.exchangesSides
    let size = exchanged ? (facts.height, facts.width) : (facts.width, facts.height)
    let points = page.corners.map { "\(Int($0.x.rounded())),\(Int($0.y.rounded()))" }.joined(separator: " ")
    let title = HTML.words(Bilingual("Page: \(page.words.english)", "页面\(page.words.chinese)"))
    return
      "<svg class=\"page\" viewBox=\"0 0 \(size.0) \(size.1)\" aria-hidden=\"true\"><polygon points=\"\(points)\"/></svg>"
      + "<span class=\"tilt\">\(title)</span>"
  }

  private var facts: String {
    var facts: [String] = []
    if let seen = file.facts {
      facts.append("\(seen.width) × \(seen.height)")
      facts.append(seen.format.name)
    }
    if let bytes = file.bytes { facts.append(ByteCount.size(bytes)) }
    if let orientation = file.facts?.orientation, orientation != .upright {
      facts.append("EXIF \(orientation.rawValue)")
    }
    let items = facts.map { "<li>\(Escaping.html($0))</li>" }.joined()
    return facts.isEmpty ? "" : "<ul class=\"facts\">\(items)</ul>\n"
  }

  private var findings: String {
    guard !file.findings.isEmpty else {
      return "<p class=\"fine\">\(HTML.words(Bilingual("Can be uploaded.", "可以上传。")))</p>\n"
    }
    let items = file.findings.map { finding in
      "<li class=\"\(finding.severity.rawValue)\"><b>\(HTML.words(finding.code.title))</b> "
        + "\(HTML.words(finding.message))</li>"
    }
    return "<ul class=\"findings\">\(items.joined())</ul>\n"
  }
}

extension Finding.Code {
  /// The finding in a few words, for a label.
  var title: Bilingual {
    switch self {
    case .unreadable: Bilingual("Unreadable", "无法读取")
    case .wrongFormat: Bilingual("Wrong format", "格式不符")
    case .extensionMismatch: Bilingual("Name and content differ", "扩展名不符")
    case .tooManyBytes: Bilingual("Too large", "文件过大")
    case .notUpright: Bilingual("Not upright", "方向不正")
    case .corrupt: Bilingual("Damaged", "文件损坏")
    case .truncated: Bilingual("Cut short", "文件不完整")
    case .tooSmall: Bilingual("Too few pixels", "尺寸过小")
    case .multiplePictures: Bilingual("Several pictures", "含多张图片")
    case .locationInside: Bilingual("Location inside", "含位置信息")
    case .untidyFile: Bilingual("Untidy file", "文件不规范")
    case .brokenProfile: Bilingual("Broken colour profile", "色彩配置异常")
    case .blurred: Bilingual("Blurred", "模糊")
    case .smallText: Bilingual("Small text", "文字过小")
    case .tooDark: Bilingual("Too dark", "过暗")
    case .tooBright: Bilingual("Glare", "反光或过亮")
    case .lowContrast: Bilingual("Low contrast", "对比度低")
    case .blank: Bilingual("Blank", "空白")
    case .cutOff: Bilingual("Cut off", "页面不完整")
    case .duplicate: Bilingual("Duplicate", "重复图片")
    case .orientationUndecided: Bilingual("Direction unknown", "方向未知")
    case .pageNotFound: Bilingual("No page found", "未找到页面")
    }
  }
}

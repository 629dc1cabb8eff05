import FoundationEssentials
import ImageKit

/// One picture on the page: thumbnail, facts, and what is wrong with it.
struct ReportCard {
  private let file: CheckedFile

  init(_ file: CheckedFile) { self.file = file }

  /// The card.
  var html: String {
    let filters = ["v-\(file.verdict.rawValue)"] + file.findings.map { "f-\($0.code.rawValue)" }
    return """
      <article class="card \(file.verdict.rawValue)" data-is="\(filters.joined(separator: " "))">
      <div class="picture">\(picture)</div>
      <div class="words">
      <h2>\(HTML.name(name))</h2>
      \(folder)\(facts)\(findings)</div>
      </article>

      """
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
    return "<img alt=\"\" loading=\"lazy\" src=\"data:image/jpeg;base64,\(data)\">"
  }

  private var facts: String {
    var facts: [String] = []
    if let seen = file.facts {
      facts.append("\(seen.width) × \(seen.height)")
      facts.append(seen.format.name)
    }
    if let bytes = file.bytes { facts.append(Printable.bytes(bytes)) }
    if let orientation = file.facts?.orientation, orientation != .upright {
      facts.append("EXIF \(orientation.rawValue)")
    }
    let items = facts.map { "<li>\(HTML.escape($0))</li>" }.joined()
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
    }
  }
}

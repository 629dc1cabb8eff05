import ImageKit
import Wording

/// Everything on the page before its cards: style sheet, language switch, summary and filters.
struct ReportHead {
  let summary: CheckSummary
  let groups: [ReportGroup]
  let language: Language
  let time: String

  /// The page's HTML before its first card.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(language == .chinese ? "zh-CN" : "en")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(Escaping.html(Self.title.text(in: language)))</title>
    <style>
    \(ReportStyle.sheet)
    \(filters.map(ReportStyle.rule(forFilter:)).joined(separator: "\n"))
    </style>
    </head>
    <body id="top"\(groups.count > 1 ? "" : " class=\"single\"")>
    \(ReportStyle.symbols)
    \(languageButtons)
    <input type="radio" name="order" id="by-verdict" checked><input type="radio" name="order" id="by-worst">
    \(filters.map { "<input type=\"radio\" name=\"filter\" id=\"\($0)\"\($0 == "all" ? " checked" : "")>" }.joined())
    <header>
    <div class="top"><h1>\(HTML.words(Self.title))</h1>
    <nav><label for="zh">中文</label><label for="en">English</label></nav></div>
    <p class="time">\(Escaping.html(time)) · \(HTML.words(Bilingual("1 KB is 1,024 bytes", "1 KB 为 1024 字节")))</p>
    \(rules)<p class="verdict">\(verdict)</p>\(sets)
    \(bar)
    <nav class="filters">\(labels)</nav>
    <nav class="orders"><label for="by-verdict">\(HTML.words(Bilingual("In file order", "按文件顺序")))</label>\
    <label for="by-worst">\(HTML.words(Bilingual("Worst first", "问题严重者在前")))</label></nav>
    <input type="search" id="search" hidden placeholder="\(search)" aria-label="\(search)">
    \(folders)</header>
    <main>

    """
  }

  private var search: String { Bilingual("Search names and problems", "搜索文件名、文件夹或问题").text(in: language) }

  /// A link to each folder, where there are several.
  private var folders: String {
    guard groups.count > 1 else { return "" }
    let title = HTML.words(Bilingual("Folders", "文件夹"))
    return "<details class=\"folders\" open><summary>\(title) <b>\(groups.count)</b></summary>\n<ul>"
      + groups.map(\.link).joined(separator: "\n") + "</ul></details>\n"
  }

  private static let title = Bilingual("Pictures checked for upload", "上传图片检查报告")

  private var languageButtons: String {
    [Language.chinese, .english].map { choice in
      "<input type=\"radio\" name=\"language\" id=\"\(choice.rawValue)\"\(choice == language ? " checked" : "")>"
    }.joined()
  }

  private var verdict: String {
    let (checked, failed) = (summary.checked, summary.failed)
    return HTML.words(
      failed == 0
        ? Bilingual("All \(checked) can be uploaded.", "共 \(checked) 个文件，全部可以上传。")
        : Bilingual(
          "\(failed) of \(checked) cannot be uploaded yet.", "共 \(checked) 个文件，其中 \(failed) 个还不能上传。"))
  }

  /// The rules and what was not checked.
  private var rules: String { summary.rules.words.map { "<p class=\"time\">\(HTML.words($0))</p>\n" } ?? "" }

  /// What is wrong with persons' files as a whole.
  private var sets: String {
    let lines = summary.sets.flatMap { set in
      set.findings.map { "<li>\(Escaping.html(set.folder)): \(HTML.words($0.message))</li>" }
    }
    return lines.isEmpty ? "" : "\n<ul>\(lines.joined())</ul>"
  }

  private func count(_ verdict: CheckedFile.Verdict) -> Int { summary.verdicts[verdict] ?? 0 }

  /// A bar of all files. Patterns beside the colours keep it readable on a black and white print.
  private var bar: String {
    var x = 0.0
    var parts = ""
    for verdict in CheckedFile.Verdict.allCases where count(verdict) > 0 {
      let width = 1000 * Double(count(verdict)) / Double(summary.checked)
      parts += "<rect class=\"\(verdict.rawValue)\" x=\"\(x)\" width=\"\(width)\" height=\"20\"/>"
      if verdict != .fine {
        parts += "<rect fill=\"url(#\(verdict.rawValue)-pattern)\" x=\"\(x)\" width=\"\(width)\" height=\"20\"/>"
      }
      x += width
    }
    return "<svg class=\"bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(parts)</svg>"
  }

  /// The filters that match at least one card, as the ids of their radio buttons.
  private var filters: [String] {
    ["all"] + CheckedFile.Verdict.allCases.filter { count($0) > 0 }.map { "v-\($0.rawValue)" }
      + seenCodes.map { "f-\($0.rawValue)" }
  }

  private var seenCodes: [Finding.Code] { Finding.Code.allCases.filter { summary.findings[$0] != nil } }

  private var labels: String {
    let verdicts = CheckedFile.Verdict.allCases.filter { count($0) > 0 }.map { verdict in
      label("v-\(verdict.rawValue)", verdict.title, count(verdict), verdict.rawValue)
    }
    let codes = seenCodes.map { label("f-\($0.rawValue)", $0.title, summary.findings[$0] ?? 0, "code") }
    return label("all", Bilingual("All", "全部"), summary.checked, "all")
      + (verdicts + codes).joined()
  }

  private func label(_ id: String, _ title: Bilingual, _ count: Int, _ kind: String) -> String {
    "<label for=\"\(id)\" class=\"\(kind)\">\(HTML.words(title)) <b>\(count)</b></label>"
  }
}

extension CheckedFile.Verdict {
  /// A short label for the verdict.
  var title: Bilingual {
    switch self {
    case .failed: Bilingual("Cannot be uploaded", "不能上传")
    case .doubtful: Bilingual("Worth a look", "建议查看")
    case .fine: Bilingual("Fine", "合格")
    }
  }
}

import FoundationEssentials
import ImageKit
import Wording

/// One picture on the page: its thumbnail, facts and findings.
struct ReportCard {
  private let file: CheckedFile
  private let link: String?

  /// - Parameter link: The file's URL relative to the page.
  init(_ file: CheckedFile, link: String?) {
    self.file = file
    self.link = link
  }

  /// The filters that show a file's card.
  static func filters(of file: CheckedFile) -> [String] {
    ["v-\(file.verdict.rawValue)"] + file.findings.map { "f-\($0.code.rawValue)" }
  }

  var html: String {
    """
    <article class="card \(file.verdict.rawValue)" style="--worst:\(worst)" data-is="\(Self.filters(of: file).joined(separator: " "))">
    <div class="picture">\(linked(picture, isTitle: false))</div>
    <div class="words">
    <h3>\(linked(HTML.name(name)))</h3>
    \(folder)\(facts)\(findings)</div>
    </article>

    """
  }

  /// The card's position when the worst come first: failed files before doubtful ones; within these, files with more
  /// errors first, then files with lower scores.
  private var worst: Int {
    let rank = CheckedFile.Verdict.allCases.firstIndex(of: file.verdict)!
    let errors = file.findings.count { $0.severity == .error }
    let scores = file.findings.compactMap { finding in
      finding.score.map { finding.code == .notUpright ? 100 - $0 : $0 }
    }
    return rank * 10_000 - min(errors, 9) * 1000 + (scores.min() ?? 100)
  }

  private func linked(_ content: String, isTitle: Bool = true) -> String {
    guard let link else { return content }
    // One link for the keyboard is enough: the picture's link is skipped by the Tab key.
    return "<a href=\"\(link)\"\(isTitle ? "" : " tabindex=\"-1\" aria-hidden=\"true\"")>\(content)</a>"
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

  /// The outline of the page, drawn over the thumbnail, and its tilt.
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
    var items = facts.map { "<li>\(Escaping.html($0))</li>" }.joined()
    if let paper = file.paper { items += "<li>\(HTML.words(paper.words))</li>" }
    return items.isEmpty ? "" : "<ul class=\"facts\">\(items)</ul>\n"
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

import ImageKit
import ReviewStore
import Wording

/// Numbers with a simple chart in SVG, styled by the style sheet.
struct StatisticsPage {
  let numbers: ConsoleNumbers
  let days: [DayNumbers]
  let language: Language

  private static let acts = ["submit", "pass", "return", "reject"]
  private func name(_ act: String) -> String { AuditEntry.name(ofAction: act).text(in: language) }

  /// The page.
  var page: Page {
    let states = Application.State.allCases.filter { numbers.count($0) > 0 }
    return Page(
      title: Bilingual("Statistics", "统计"), template: "statistics",
      values: [
        "tiles": states.map { ["name": $0.name.text(in: language), "count": numbers.count($0)] as [String: Any] },
        "chart": chart, "legend": Self.acts.map { ["id": $0, "name": name($0)] },
        "days": days.map { day -> [String: Any] in
          ["day": day.day.date, "values": Self.acts.map { day.acts[$0] ?? 0 }]
        },
        "states": states.map { $0.name.text(in: language) },
        "sites": numbers.bySite.sorted { $0.key < $1.key }.map { site, counts -> [String: Any] in
          ["name": site, "values": states.map { counts[$0] ?? 0 }]
        },
      ])
  }

  /// Grouped bars, one group for each day. The table beside it has the same numbers, for screen readers.
  private var chart: String {
    let width = 720
    let height = 200
    let base = height - 24
    let most = max(4, days.flatMap { $0.acts.values }.max() ?? 0)
    let group = (width - 40) / max(1, days.count)
    let bar = max(2, (group - 10) / Self.acts.count)
    var svg =
      "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(Bilingual("Acts by day", "每日操作数").text(in: language))\">"
    for step in 0...4 {
      let y = base - step * (base - 10) / 4
      svg += "<line class=\"grid\" x1=\"36\" x2=\"\(width)\" y1=\"\(y)\" y2=\"\(y)\"/>"
      svg += "<text class=\"axis\" x=\"30\" y=\"\(y + 4)\" text-anchor=\"end\">\(most * step / 4)</text>"
    }
    for (index, day) in days.enumerated() {
      let x = 40 + index * group
      for (which, act) in Self.acts.enumerated() {
        let count = day.acts[act] ?? 0
        guard count > 0 else { continue }
        let tall = max(2, count * (base - 10) / most)
        svg +=
          "<rect class=\"\(act)\" x=\"\(x + which * bar)\" y=\"\(base - tall)\" width=\"\(bar - 1)\" height=\"\(tall)\"><title>\(day.day.date) \(name(act)) \(count)</title></rect>"
      }
      svg +=
        "<text class=\"axis\" x=\"\(x + group / 2 - 5)\" y=\"\(height - 6)\" text-anchor=\"middle\">\(day.day.date.suffix(5))</text>"
    }
    return svg + "</svg>"
  }
}

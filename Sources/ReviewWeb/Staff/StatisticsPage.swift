import ImageKit
import ReviewStore
import Wording

/// Numbers with a simple chart in SVG, styled by the style sheet.
struct StatisticsPage: PageView {
  let numbers: ConsoleNumbers
  let days: [DayNumbers]
  let language: Language

  let title = Bilingual("Statistics", "统计")

  private static let acts = ["submit", "pass", "return", "reject"]
  private func name(_ act: String) -> String { words(AuditEntry.name(ofAction: act)) }

  func html(_ keys: PageKeys) -> HTML {
    let fortnight = say("The last fourteen days", "最近十四天")
    let bySite = say("By exam site", "按考点")
    return """
      <h1>\(words(title))</h1>
      <section class="tiles">\(states.map(tile))</section>
      <section class="card"><h2>\(fortnight)</h2><figure class="chart">\
      <div class="scroll" tabindex="0" role="group" aria-label="\(fortnight)">\(chart)</div>\
      <figcaption class="legend">\(legend)</figcaption></figure>
      \(dayTable)</section>
      <section class="card"><h2>\(bySite)</h2>\(siteTable(bySite))</section>
      """
  }

  private var states: [Application.State] { Application.State.allCases.filter { numbers.count($0) > 0 } }

  private func tile(_ state: Application.State) -> HTML {
    "<div class=\"tile\"><b>\(numbers.count(state))</b><span>\(words(state.name))</span></div>"
  }

  private var legend: [HTML] {
    Self.acts.map { act in "<span class=\"key \(act)\">\(name(act))</span>" }
  }

  // MARK: Tables

  private var dayTable: HTML {
    let name = say("The same as a table", "数据表")
    let rows = days.map { day in row(day.day.date, Self.acts.map { day.acts[$0] ?? 0 }) }
    let head = TableHead([say("Day", "日期")] + Self.acts.map(self.name))
    return "<details><summary>\(name)</summary>\(table(name, head, rows))</details>"
  }

  private func siteTable(_ name: String) -> HTML {
    let rows = numbers.bySite.sorted { $0.key < $1.key }.map { site, counts in
      row(site, states.map { counts[$0] ?? 0 })
    }
    return table(name, TableHead([say("Site", "考点")] + states.map { words($0.name) }), rows)
  }

  private func row(_ name: String, _ values: [Int]) -> HTML {
    let cells = values.map { value -> HTML in "<td>\(value)</td>" }
    return "<tr><td>\(name)</td>\(cells)</tr>"
  }

  // MARK: Chart

  /// Grouped bars, one group for each day. The table beside it has the same numbers, for screen readers.
  private var chart: HTML {
    let shape = ChartShape(days: days.count, acts: Self.acts.count, most: days.flatMap { $0.acts.values }.max() ?? 0)
    return """
      <svg viewBox="0 0 \(shape.width) \(shape.height)" role="img" aria-label="\(say("Acts by day", "每日操作数"))">\
      \((0...4).map { grid($0, shape) })\(days.enumerated().map { group($0, $1, shape) })</svg>
      """
  }

  private func grid(_ step: Int, _ shape: ChartShape) -> HTML {
    let y = shape.base - step * shape.tallest / 4
    return """
      <line class="grid" x1="36" x2="\(shape.width)" y1="\(y)" y2="\(y)"/>\
      <text class="axis" x="30" y="\(y + 4)" text-anchor="end">\(shape.most * step / 4)</text>
      """
  }

  private func group(_ index: Int, _ day: DayNumbers, _ shape: ChartShape) -> HTML {
    let x = 40 + index * shape.group
    let date = day.day.date
    let bars = Self.acts.enumerated().compactMap { which, act -> HTML? in
      let count = day.acts[act] ?? 0
      guard count > 0 else { return nil }
      let tall = max(2, count * shape.tallest / shape.most)
      return """
        <rect class="\(act)" x="\(x + which * shape.bar)" y="\(shape.base - tall)" width="\(shape.bar - 1)" \
        height="\(tall)"><title>\(date) \(name(act)) \(count)</title></rect>
        """
    }
    return """
      \(bars)<text class="axis" x="\(x + shape.group / 2 - 5)" y="\(shape.height - 6)" text-anchor="middle">\
      \(String(date.suffix(5)))</text>
      """
  }
}

/// The sizes of the chart's parts, in the units of its view box.
private struct ChartShape {
  let width = 720
  let height = 200
  /// Where the bars stand.
  let base = 176
  /// The height of the tallest bar.
  let tallest = 166
  /// The number at the top of the axis.
  let most: Int
  /// The width of a day's group, and of one bar.
  let group, bar: Int

  init(days: Int, acts: Int, most: Int) {
    self.most = max(4, most)
    group = (width - 40) / max(1, days)
    bar = max(2, (group - 10) / acts)
  }
}

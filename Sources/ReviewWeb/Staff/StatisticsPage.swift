import ImageKit
import ReviewStore
import Wording

/// The numbers of the review in tables, and the last days as a chart in SVG, styled by the style sheet.
struct StatisticsPage: PageView {
  let numbers: ReviewNumbers
  let language: Language

  let title = Bilingual("Statistics", "统计")

  private var days: ArraySlice<DayNumbers> { numbers.days.suffix(31) }
  private static var acts: [String] { ReviewNumbers.acts }
  private func name(_ act: String) -> String { words(AuditEntry.name(ofAction: act)) }

  func html(_ keys: PageKeys) -> HTML {
    let tables = StatisticsTable.all(numbers)
    return """
      <h1>\(words(title))</h1>
      \(period)
      <section class="tiles">\(tiles)</section>
      <section class="card"><h2>\(say("Acts by day", "每日操作数"))</h2><figure class="chart">\
      <div class="scroll" tabindex="0" role="group" aria-label="\(say("Acts by day", "每日操作数"))">\(chart)</div>\
      <figcaption class="legend">\(legend)</figcaption></figure></section>
      \(tables.map { section($0, csv: "/staff/statistics/\($0.id)?from=\(dates.first)&to=\(dates.last)") })
      """
  }

  private var period: HTML {
    """
    <form method="get" class="inline"><label>\(say("From", "起始日期"))\
    <input type="date" name="from" value="\(dates.first)"></label> <label>\(say("To", "截止日期"))\
    <input type="date" name="to" value="\(dates.last)"></label> <button>\(say("Show", "查询"))</button></form>
    """
  }

  /// The first and the last day of the period.
  private var dates: (first: String, last: String) {
    (numbers.days.first?.day.date ?? "", numbers.days.last?.day.date ?? "")
  }

  private var tiles: [HTML] {
    let empty = (say("nothing uploaded", "未上传"), numbers.states.reduce(0) { $0 + $1.empty })
    let states = Application.State.allCases.map { state in
      (words(state.name), numbers.states.reduce(0) { $0 + ($1.states[state] ?? 0) })
    }
    let incomplete = (say("papers missing", "缺材料"), numbers.states.reduce(0) { $0 + $1.incomplete })
    return ([empty] + states + [incomplete]).filter { $0.1 > 0 }.map { name, count in
      "<div class=\"tile\"><b>\(count)</b><span>\(name)</span></div>"
    }
  }

  private var legend: [HTML] {
    Self.acts.map { act in "<span class=\"key \(act)\">\(name(act))</span>" }
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

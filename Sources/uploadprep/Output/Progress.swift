import Glibc
import ImageKit
import Wording

/// A progress bar on stderr. It is shown only on a terminal.
struct Progress {
  private let console: Console
  private let total: Int
  private let start = ContinuousClock.now
  private let counter = DoneCounter()
  private var lastShown: ContinuousClock.Instant?

  private let isQuiet: Bool

  init(of total: Int, on console: Console, isQuiet: Bool = false) {
    self.console = console
    self.isQuiet = isQuiet
    self.total = total
  }

  private var terminal: Terminal { console.error }
  private var isShown: Bool { terminal.isTerminal && total > 1 && !isQuiet }

  /// Erases the bar, so that a line of text can be written; ``advance()`` draws it again.
  func clear() {
    if isShown { put("\r\u{1B}[K") }
  }

  /// Counts one item as done, or several.
  mutating func advance(by number: Int = 1) {
    let done = counter.increment(by: number)
    guard isShown, done > 0 else { return }
    let now = ContinuousClock.now
    // Redraw at most ten times a second.
    if let lastShown, now - lastShown < .milliseconds(100), done < total { return }
    lastShown = now
    done < total ? put("\r" + bar(after: done, at: now) + "\u{1B}[K") : clear()
  }

  /// The message for the case that a signal ends the command.
  ///
  /// - Parameter option: the option that resumes an interrupted run, where there is one.
  func finalMessage(resumingWith option: String? = nil) -> @Sendable () -> String {
    let advice =
      option.map { Bilingual(" To go on, run it again with \($0).", "重新运行并加上 \($0) 可继续。") } ?? Bilingual("", "")
    let (counter, total, console) = (counter, total, console)
    return {
      let done = counter.count
      let words = Bilingual(
        "Interrupted after \(done) of \(total). Nothing was left half done.\(advice.english)",
        "已中断，完成 \(done)/\(total)，没有留下不完整的文件。\(advice.chinese)")
      guard console.json else { return "\n" + console.text(words) + "\n" }
      return Failure(.failed, code: "interrupted", words).json(in: console.language).description + "\n"
    }
  }

  /// What people are told when a signal has asked the command to stop after the items in progress. Programs and those
  /// who want silence are told nothing.
  var stopMessage: String {
    guard !console.json, !isQuiet else { return "" }
    let words = Bilingual(
      "Stopping after what is in progress. Another Ctrl-C stops at once.", "正在完成处理中的项目，随后停止；再按一次 Ctrl-C 立即停止。")
    return "\n" + console.text(words) + "\n"
  }

  private func bar(after done: Int, at now: ContinuousClock.Instant) -> String {
    let left = Int(((now - start).seconds / Double(done) * Double(total - done)).rounded(.up))
    let time = left < 60 ? "\(left) s" : "\(left / 60) min \(left % 60) s"
    let words = console.text(Bilingual(" \(done) of \(total), about \(time) left", " \(done)/\(total)，约剩 \(time)"))
    let room = min(30, terminal.columns - Printable.width(words) - 2)
    guard room > 4 else { return words }
    let filled = room * done / total
    return terminal.paint(String(repeating: "━", count: filled), .good)
      + terminal.paint(String(repeating: "━", count: room - filled), .faint) + words
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(terminal.descriptor, $0.baseAddress, $0.count) }
  }
}

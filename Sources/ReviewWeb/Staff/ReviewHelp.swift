import ImageKit
import Wording

/// What the review page's script shows: the list of keys, and the tools that it puts at each picture.
struct ReviewHelp: Speaking {
  let language: Language

  /// The list of keys.
  var dialog: HTML {
    func row(_ keys: String, _ english: String, _ chinese: String) -> HTML {
      let keys = keys.split(separator: " ").map { key -> HTML in "<kbd>\(String(key))</kbd>" }
      let spaced = keys.dropFirst().reduce(keys[0]) { "\($0) \($1)" }
      return "<tr><td>\(spaced)</td><td>\(say(english, chinese))</td></tr>"
    }
    let rows = [
      row("j k", "next, previous picture", "下一张、上一张"),
      row("a", "accept, and go on", "通过并看下一张"),
      row("A", "accept all that is left, once each was shown", "逐张查看后，其余全部通过"),
      row("1 … 9", "choose a canned reason", "选择常用理由"),
      row("w", "want another", "要求更换"),
      row("p", "pass the application", "审核通过"),
      row("r", "return it", "退回修改"),
      row("+ − 0", "zoom in, out, fit", "放大、缩小、适合窗口"),
      row("c", "compare with the picture before", "与上一次的图片对比"),
      row("[ ]", "turn the view", "旋转视图"),
      row("i", "show the identity number (logged)", "查看完整证件号码（有记录）"),
      row("?", "this help", "显示本帮助"),
    ]
    return """
      <dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">\(say("Keys", "快捷键"))</h2>\
      <table><tbody>
      \(rows)</tbody></table><form method="dialog">\
      <button class="primary wide">\(say("Close", "关闭"))</button></form></dialog>
      """
  }

  /// What the script copies.
  var templates: HTML {
    """
    <template id="tools"><div class="tools" role="toolbar" aria-label="\(say("View", "视图"))">\
    \(tool("out", "−", say("Zoom out", "缩小")))\
    <button type="button" data-view="fit">\(say("Fit", "适合"))</button>\
    \(tool("in", "＋", say("Zoom in", "放大")))\
    \(tool("left", "⟲", say("Turn left", "向左旋转")))\
    \(tool("right", "⟳", say("Turn right", "向右旋转")))</div></template>
    <template id="words"><p data-word="lost">\(
      say("The connection was lost; try again.", "网络中断，请重试。"))</p></template>
    """
  }

  private func tool(_ act: String, _ sign: String, _ name: String) -> HTML {
    "<button type=\"button\" data-view=\"\(act)\" aria-label=\"\(name)\">\(sign)</button>"
  }
}

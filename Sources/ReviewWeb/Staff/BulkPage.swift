import ImageKit
import ReviewStore
import Wording

/// What became of each of several applications. Those that were refused stay ticked, to be tried again.
struct BulkPage: PageView {
  /// One application's result.
  struct Result: Sendable {
    let number: RegistrationNumber
    /// The application's version, for another attempt.
    let version: Int
    /// Why it was refused; nil when it was done.
    let problem: Problem?
  }

  let act: BulkAct
  let results: [Result]
  let policy: Policy
  let language: Language

  var title: Bilingual { act.name }

  func html(_ keys: PageKeys) -> HTML {
    let refused = results.count { $0.problem != nil }
    let head = TableHead(say("Select", "选择"), say("Number", "报名号"), say("Result", "结果"))
    let list: HTML = """
      <div class="scroll"><table><thead><tr>\(head.cells)</tr></thead><tbody>\(results.map(row))</tbody></table></div>
      \(again, if: refused > 0)
      """
    return """
      <h1>\(words(title))</h1><p class="lead">\(results.count - refused) \(say("done, ", "项完成，"))\
      \(refused) \(say("refused", "项未完成"))</p>
      \(keys.form(to: "/staff/bulk", list))
      \(reasonList(policy.reasons))
      <p><a class="button primary" href="/staff">\(say("Back to the queue", "返回队列"))</a></p>
      """
  }

  private var again: HTML {
    var note = ""
    if case .giveBack(let words, _) = act { note = words }
    var stages: [Application.State] = []
    if case .stage = act { stages = policy.stages }
    return BulkFields(materials: policy.materials, stages: stages, note: note, language: language).html
  }

  private func row(_ result: Result) -> HTML {
    let reasons = result.problem?.reasons.map { reason -> HTML in "<br><small>\(words(reason.message))</small>" } ?? []
    let outcome = result.problem?.words ?? Bilingual("done", "完成")
    let tick: HTML = """
      <input type="checkbox" name="item[]" value="\(result.version) \(result.number)" checked aria-label="\(result.number)">
      """
    return """
      <tr><td>\(tick, if: result.problem != nil)</td>\
      <td><a href="\(Address.application(result.number))">\(result.number)</a></td>\
      <td class="words \(result.problem == nil ? "good" : "bad")">\(words(outcome))\(reasons)</td></tr>
      """
  }
}

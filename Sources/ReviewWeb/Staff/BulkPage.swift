import ImageKit
import ReviewStore
import Wording

/// What became of each of several applications.
struct BulkPage: PageView {
  /// One application's result.
  struct Result: Sendable {
    let number: RegistrationNumber
    /// Why it was refused; nil when it was done.
    let problem: Problem?
  }

  let title: Bilingual
  let results: [Result]
  let language: Language

  func html(_ keys: PageKeys) -> HTML {
    let refused = results.count { $0.problem != nil }
    let head = TableHead(say("Number", "报名号"), say("Result", "结果"))
    return """
      <h1>\(words(title))</h1><p class="lead">\(results.count - refused) \(say("done, ", "项完成，"))\
      \(refused) \(say("refused", "项未完成"))</p>
      <div class="scroll"><table><thead><tr>\(head.cells)</tr></thead><tbody>\(results.map(row))</tbody></table></div>
      <p><a class="button primary" href="/staff">\(say("Back to the queue", "返回队列"))</a></p>
      """
  }

  private func row(_ result: Result) -> HTML {
    let reasons = result.problem?.reasons.map { reason -> HTML in "<br><small>\(words(reason.message))</small>" } ?? []
    let outcome = result.problem?.words ?? Bilingual("done", "完成")
    return """
      <tr><td><a href="\(Address.application(result.number))">\(result.number)</a></td>\
      <td class="words \(result.problem == nil ? "good" : "bad")">\(words(outcome))\(reasons)</td></tr>
      """
  }
}

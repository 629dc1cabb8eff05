import ImageKit
import ReviewStore
import Wording

/// A failure, in words, with a way back.
struct SorryPage: PageView {
  let language: Language
  let problem: Problem
  /// Where the way back leads.
  let back: String

  let title = Bilingual("Not done", "未完成")

  func html(_ keys: PageKeys) -> HTML {
    let heading =
      problem.status == .notFound ? say("Not found", "未找到") : say("This was not done", "操作未完成")
    let reasons = problem.reasons.map { reason -> HTML in "<li>\(words(reason.message))</li>" }
    return """
      <div class="narrow sorry"><h1>\(heading)</h1><p class="lead">\(words(problem.words))</p>
      \("<ul>\(reasons)</ul>", if: !reasons.isEmpty)
      <p><a class="button primary" href="\(back)">\(say("Back", "返回"))</a></p></div>
      """
  }
}

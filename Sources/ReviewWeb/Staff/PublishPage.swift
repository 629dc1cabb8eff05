import ImageKit
import ReviewStore
import Wording

/// Each level's results, and the form that publishes them.
struct PublishPage: PageView {
  let policy: Policy
  /// What waits to be published, for each level at which the viewer may act.
  let unpublished: [Level: Unpublished]
  /// What was published just now.
  var publication: Publication?
  let language: Language

  let title = Bilingual("Publish", "公布结果")

  func html(_ keys: PageKeys) -> HTML {
    let explained = say(
      "Finished means that somebody declares it. What is decided later waits for the next time.",
      "审核结束以公布为准；公布之后作出的结论，将在下次公布时可见。")
    return """
      <h1>\(say("Publish results", "公布审核结果"))</h1><p class="lead">\(explained)</p>
      \(policy.levels.map { section($0, keys) })
      \(publication.map(result))
      """
  }

  private func section(_ level: Level, _ keys: PageKeys) -> HTML {
    let content =
      if policy.declares(level), let waiting = unpublished[level] {
        form(level, waiting, keys)
      } else {
        hint(
          policy.declares(level)
            ? Bilingual("This level's own staff publish it.", "由该级工作人员公布。")
            : Bilingual(
              "There is nothing to publish here; the last level's publication shows it.", "本级无需公布，由最后一级统一公布。"))
      }
    return """
      <section class="card"><h2>\(words(level.name))</h2><p>\(words(visibility(of: level)))</p>
      \(content)</section>
      """
  }

  private func visibility(of level: Level) -> Bilingual {
    switch policy.visibility(of: level) {
    case .atOnce:
      Bilingual(
        "Candidates see its decisions as they are given. Once published, none of them can be reopened.",
        "审核结果即时可见；公布后不能再重新审核。")
    case .published: Bilingual("Candidates see its decisions once they are published.", "公布后考生可见审核结果。")
    case .final: Bilingual("Candidates see the final result only.", "考生只能看到最终审核结果。")
    }
  }

  private func form(_ level: Level, _ unpublished: Unpublished, _ keys: PageKeys) -> HTML? {
    let waiting = say("decided and waiting to be published", "份已有结论，待公布")
    let open = say("not decided yet", "份尚无结论")
    let fields: HTML = """
      <p>\(unpublished.waiting.count) \(waiting) · \(unpublished.undecided.count) \(open)</p>\
      <label class="check"><input type="checkbox" name="sure" value="1" required> \
      \(say("I declare this level's review finished.", "确认本级审核已结束。"))</label>\
      <button class="primary">\(say("Publish now", "立即公布"))</button>
      """
    // The mark says what the viewer saw waiting: nothing else is published.
    return keys.form(
      to: "/staff/publish", hidden: ["level": level.rawValue, "seen": unpublished.mark], fields)
  }

  private func result(_ publication: Publication) -> HTML {
    // There may be many thousands.
    let shown = publication.undecided.prefix(500).map { number -> HTML in "<li>\(number)</li>" }
    let count = publication.undecided.count
    let undecided: HTML = """
      <details open><summary>\(count) \(say("undecided; they wait for the next time", "份尚无结论，将在下次公布"))</summary>\
      <ul>\(shown)</ul></details>
      """
    return """
      <section class="card"><h2>\(say("Done", "公布完成"))</h2>\
      <p>\(publication.published.count) \(say("published", "份已公布"))</p>\(undecided, if: count > 0)</section>
      """
  }
}

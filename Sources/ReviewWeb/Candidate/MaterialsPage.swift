import ImageKit
import ReviewStore
import Wording

/// The upload page: first where the application stands and what is still open, with links, then the message that tells of
/// it, then each material with its places. The person's data, the rules and older messages come last, folded.
///
/// It is the page requested most, by all candidates at once on a busy day, and it is rendered anew each time.
struct MaterialsPage: PageView {
  let view: CandidateView
  /// The candidate, or a clerk for the candidate.
  let hand: Hand
  let policy: Policy
  let language: Language
  /// The texts that are the same for all candidates.
  let told: PolicyWords
  /// The places whose pictures may be turned and cropped.
  var adjustable: Set<Place> = []

  let title = Bilingual("Upload", "上传材料")

  /// Whether a material of the page has the place.
  func showsAnswers(at place: String) -> Bool {
    view.materials.contains { material in
      let id = material.rule.id
      return place == "material-\(id)" || (1...material.maximum).contains { place == Address.placeID(id, $0) }
    }
  }

  func html(_ keys: PageKeys) -> HTML {
    let standing = Standing(view, for: hand, under: policy)
    return """
      <div id="page" data-version="\(view.status.version)" data-registration="\(view.registration.number)">
      \(HelperNote(view: view, hand: hand, language: language).html)
      \(top(standing))
      \(currentMessage, if: isOwn)
      \(AppealSection(status: view.status, language: language).html(keys))
      \(TaskList(page: self).html)
      \(ordered.map { MaterialSection($0, on: self, keys).html })
      \(HeldNote(base: hand.base, language: language).html(keys), if: !adjustable.isEmpty)
      \(person, if: isOwn)
      \(told.rules)
      \(olderMessages)
      \(told.after, if: isOwn)
      \(submitBar(standing.open), if: maySubmit)
      </div>
      \(told.script)
      \(BeforeSending(language: language).templates)
      """
  }

  private var isOwn: Bool { hand.clerk == nil }
  private var maySubmit: Bool { isOwn && policy.handingIn == .explicit && !view.status.locked }

  /// The materials, those first in which something is open.
  private var ordered: [MaterialStatus] {
    guard !view.status.locked else { return view.materials }
    return view.materials.filter(\.isOpen) + view.materials.filter { !$0.isOpen }
  }

  // MARK: At the top

  /// What leaves the application's state as it was.
  private static let additions: Set<Message.Kind> = [.corrected, .extended, .helped, .helperAllowed]

  /// The latest message, as long as it tells more of the present state than the page's first line does; and what staff
  /// have corrected or extended since.
  private var current: [Message] {
    let additions = view.messages.prefix { Self.additions.contains($0.kind) }
    guard let latest = view.messages.dropFirst(additions.count).first else { return Array(additions) }
    switch latest.kind {
    case .submitted, .code: return Array(additions)
    case .returned: return additions + (view.status.visibleResult == .returned ? [latest] : [])
    case .withdrawn, .sitePassed, .regionPassed, .rejected, .reopened, .corrected, .extended, .helped, .helperAllowed,
      .appealed, .appealUpheld, .appealGranted:
      return additions + [latest]
    }
  }

  private var currentMessage: HTML {
    let title = say("Messages", "消息提醒")
    let content: HTML = "<h2 class=\"plain\">\(title)</h2>\n\(current.map { line($0) })"
    return "<section class=\"messages\" aria-label=\"\(title)\">\(content, if: !current.isEmpty)</section>"
  }

  private var olderMessages: HTML? {
    // The page's first line says what the message of the submission says, as long as it tells of the present state.
    let said = view.status.locked ? view.messages.first { !current.contains($0) } : nil
    let older = view.messages.filter { !current.contains($0) && !($0 == said && $0.kind == .submitted) }
    guard !older.isEmpty else { return nil }
    let title = say("Earlier messages (\(older.count))", "更早的消息（\(older.count)）")
    return """
      <details class="card messages"><summary>\(title)</summary>
      \(older.map { line($0, isDone: $0.kind == .returned) })</details>
      """
  }

  private func line(_ message: Message, isDone: Bool = false) -> HTML {
    """
    <div class="message \(message.kind.rawValue)"><time>\(message.time.forPeople)</time>\
    \(" <span class=\"chip\">\(say("dealt with", "已处理"))</span>", if: isDone)<p>\(message.text)</p></div>

    """
  }

  private func top(_ standing: Standing) -> HTML {
    let levels = policy.levels.compactMap { level -> HTML? in
      guard let result = Standing.result(of: level, view.status, under: policy) else { return nil }
      return """
        <span class="chip \(result.tone.rawValue)">\(words(level.name)) · \(words(result.words))</span>
        """
    }
    let open = standing.open.map { entry($0.under(hand.base)) }
    let sign: HTML = standing.sign == "🔒" ? Self.lock(22) : "\(standing.sign)"
    return """
      <section class="standing \(standing.tone.rawValue)" id="standing" tabindex="-1" \
      aria-label="\(say("Where your application stands", "当前状态"))">
      <div class="sign" aria-hidden="true">\(sign)</div>
      <div class="words"><h1>\(words(standing.words))</h1>
      \(standing.explained.map { "<p>\(words($0))</p>\n" })\
      \("<ul class=\"open\">\(open)</ul>\n", if: !open.isEmpty)\
      \("<p class=\"levels\">\(levels)</p>\n", if: !levels.isEmpty)\
      </div>
      \(submitLink(isPrimary: true), if: maySubmit && open.isEmpty)
      </section>
      """
  }

  /// A lock; not every screen has a font with one.
  static func lock(_ size: Int) -> HTML {
    """
    <svg class="lock" viewBox="0 0 16 16" width="\(size)" height="\(size)" aria-hidden="true">\
    <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM6 7h4V5a2 2 0 0 0-4 0z"/>\
    </svg>
    """
  }

  /// The way to submitting; the page's primary button once nothing is open.
  private func submitLink(isPrimary: Bool) -> HTML {
    """
    <a class="button\(" primary", if: isPrimary)" href="/submit">\(say("Submit for review", "提交审核"))</a>
    """
  }

  private var person: HTML {
    let record = view.registration
    let mobile: HTML =
      record.maskedMobile.map { "\($0) <a href=\"/profile\">\(say("Change", "修改"))</a>" }
      ?? "<a href=\"/profile\">\(say("not given yet: enter it", "未填写，去填写"))</a>"
    let facts: [HTML] = [
      .fact(say("Name", "姓名"), "\(record.name ?? "")"),
      .fact(say("Registration", "报名号"), "\(record.number)"),
      .fact(say("Category", "类别"), "\(record.category)"),
      .fact(say("Exam site", "考点"), "\(record.site)"),
      .fact(say("Mobile", "手机号码"), mobile),
    ]
    let address = record.address.map { HTML.fact(say("Address", "联系地址"), "\($0)") }
    let returning =
      record.returning
      ? Bilingual("Returning candidate: papers kept from last year are locked.", "老考生：去年审核通过并已锁定的材料无需重复上传。") : nil
    return """
      <details class="card person"><summary>\(say("Your registration", "报名信息"))</summary>
      <dl>\(facts)\(address)</dl>
      <p class="links"><a href="/clerk">\(say("Let a clerk upload for you", "经办人代传"))</a> · <a href="/password">\(say("Change your password", "修改密码"))</a></p>
      \(hint(returning))\(hint(record.practicalPassed ? policy.practicalPassed : nil))\
      </details>
      """
  }

  // MARK: At the bottom

  /// The first materials that lack pictures, with the names of their places; nil when none does.
  private var needed: String? {
    let lacking = view.materials.compactMap(\.needed)
    guard !lacking.isEmpty else { return nil }
    let first = lacking.prefix(2).joined(separator: "、")
    return "还需上传：\(first)\(lacking.count > 2 ? " 等 \(lacking.count) 项" : "")"
  }

  private func submitBar(_ open: [OpenItem]) -> HTML {
    let missing = view.missing.count
    // With nothing missing, all that is open are pictures that a reviewer asked for.
    let wanted = open.count
    let told =
      if missing > 0 {
        say("Still missing: \(missing) thing\(missing == 1 ? "" : "s")", needed ?? "还有 \(missing) 项未完成")
      } else if wanted > 0 {
        say("Still to be replaced: \(wanted) picture\(wanted == 1 ? "" : "s")", "还有 \(wanted) 张图片待重新上传")
      } else {
        say("Everything required is there.", "必需材料已齐全。")
      }
    return "<div class=\"submit-bar\"><span>\(told)</span>\(submitLink(isPrimary: open.isEmpty))</div>"
  }
}

import Wording

/// A mistake in a form: at which field, and what is wrong there.
struct FieldMistake: Sendable {
  /// The field's id on the page.
  let field: String
  /// What is wrong and what to do about it.
  let text: Bilingual
  /// Single faults of what was given, such as lines of a table.
  var details: [Bilingual] = []

  init(_ field: String, _ text: Bilingual, details: [Bilingual] = []) {
    self.field = field
    self.text = text
    self.details = details
  }
}

/// The fields of a form: each with its label, what is wrong with it, and its hint.
struct FormFields: Speaking {
  let language: Language
  /// What was wrong with the form when it was sent.
  var mistakes: [FieldMistake] = []

  /// An input.
  ///
  /// - Parameters:
  ///   - id: unique on the page.
  ///   - attributes: everything about it but its id.
  func input(_ id: String, _ label: HTML, hint: String? = nil, _ attributes: HTML) -> HTML {
    field(id, label, hint: hint) { described in "<input id=\"\(id)\" \(attributes)\(described)>" }
  }

  /// Another control, written by a closure that gets the attributes that tell of its hint and its mistake.
  func field(_ id: String, _ label: HTML, hint: String? = nil, _ control: (HTML) -> HTML) -> HTML {
    """
    <label for="\(id)">\(label)</label>
    \(mistake(at: id))\(control(description(of: id, hasHint: hint != nil)))
    \(hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>\n" })
    """
  }

  /// What is wrong with a field; nil when nothing is.
  func mistake(at id: String) -> HTML? {
    text(at: id).map { "<p class=\"error\" id=\"\(id)-error\">\(words($0))</p>\n" }
  }

  /// The attributes that tell of a field's hint and of its mistake.
  func description(of id: String, hasHint: Bool = false) -> HTML {
    let isWrong = text(at: id) != nil
    let parts = (isWrong ? ["\(id)-error"] : []) + (hasHint ? ["\(id)-hint"] : [])
    return """
      \(" aria-invalid=\"true\"", if: isWrong)\
      \(" aria-describedby=\"\(parts.joined(separator: " "))\"", if: !parts.isEmpty)
      """
  }

  private func text(at id: String) -> Bilingual? { mistakes.first { $0.field == id }?.text }
}

extension Speaking {
  /// The summary of a form's mistakes, with links to their fields; nil when there are none.
  func summary(of mistakes: [FieldMistake]) -> HTML? {
    guard !mistakes.isEmpty else { return nil }
    let count = mistakes.count
    let entries = mistakes.map { mistake -> HTML in
      let details = mistake.details.map { detail -> HTML in "<li>\(words(detail))</li>" }
      return """
        <li><a href="#\(mistake.field)">\(words(mistake.text))</a>\("<ul>\(details)</ul>", if: !details.isEmpty)</li>
        """
    }
    return """
      <div class="news bad"><p>\(say("To be corrected: \(count)", "有 \(count) 处需要更正："))</p><ul>\(entries)</ul></div>
      """
  }

  /// News as it stands on a page.
  func item(_ news: News) -> HTML {
    let details = news.details.map { detail -> HTML in "<li>\(words(detail))</li>" }
    return """
      <div class="news \(news.kind.rawValue)"><p>\(words(news.text))</p>\
      \("<ul>\(details)</ul>", if: !details.isEmpty)</div>
      """
  }

  /// The answers to what was done at a place of the page, which stand there; nil when there are none.
  func answers(at place: String, _ keys: PageKeys) -> HTML? {
    let news = keys.answers[place] ?? []
    guard !news.isEmpty else { return nil }
    let isBad = news.contains { $0.kind == .bad }
    return """
      <div class="answer" role="\(isBad ? "alert" : "status")" tabindex="-1"\(" autofocus", if: isBad)>\
      \(news.map(item))</div>

      """
  }
}

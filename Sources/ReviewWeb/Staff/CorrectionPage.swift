import ReviewStore
import Wording

/// Where staff correct a registration's data.
struct CorrectionPage: PageView {
  let record: RegistrationRecord
  let language: Language
  /// What was typed into the form when it was refused.
  var typed: Form?
  var mistakes: [FieldMistake] = []

  let title = Bilingual("Correct a registration", "更正报名信息")

  func html(_ keys: PageKeys) -> HTML {
    """
    <p class="crumbs"><a href="/staff/registrations?number=\(record.number.rawValue.percentEncoded)">\(
      say("Registrations", "报名名单"))</a> › <b>\(record.number)</b> · \(record.name ?? "")</p>
    <div class="narrow"><h1>\(words(title))</h1>
    \(hint(
      Bilingual(
        "Every correction is logged, and the candidate is told which fields were corrected. It is possible until the "
          + "last level has passed the application; a decided one is reopened first.",
        "每次更正均有记录，并告知考生更正了哪些项目。考区审核通过前可以更正；已有审核结论的，须先重新打开审核。")))
    \(keys.form(
      to: Address.correction(record.number), with: #"class="card form""#, hidden: ["version": "\(record.version)"], form))
    </div>
    """
  }

  private var fields: FormFields { FormFields(language: language, mistakes: mistakes) }

  private var form: HTML {
    let chosen = typed.flatMap { Applicant.Identity(rawValue: $0["identity"]) } ?? record.identity
    let kinds = [Applicant.Identity.domestic, .foreignPassport].map { kind -> HTML in
      "<option value=\"\(kind.rawValue)\"\(" selected", if: kind == chosen)>\(words(kind.name))</option>"
    }
    return """
      \(input(.name, value: record.name ?? "", limit: 100))
      \(input(.category, value: record.category, limit: 100))
      <label for="identity">\(words(RegistrationField.identity.label))</label>
      <select id="identity" name="identity">\(kinds)</select>
      \(input(.idNumber, hint: record.maskedIDNumber, limit: 64))
      \(input(.mobile, hint: record.maskedMobile, limit: 32))
      \(flag(.returning, record.returning))
      \(flag(.practicalPassed, record.practicalPassed))
      <button class="primary wide">\(say("Correct", "更正"))</button>
      """
  }

  private func input(_ field: RegistrationField, value: String, limit: Int) -> HTML {
    fields.input(
      field.rawValue, "\(words(field.label))",
      """
      name="\(field.rawValue)" value="\(typed?[field.rawValue] ?? value)" maxlength="\(limit)" autocomplete="off" required
      """)
  }

  /// A field whose value is not shown: the page has it masked only.
  private func input(_ field: RegistrationField, hint: String?, limit: Int) -> HTML {
    fields.input(
      field.rawValue, "\(words(field.label))",
      hint: say("now \(hint ?? "–"); empty: unchanged", "现为 \(hint ?? "–")，留空则不改"),
      """
      name="\(field.rawValue)" value="\(typed?[field.rawValue] ?? "")" maxlength="\(limit)" autocomplete="off"
      """)
  }

  private func flag(_ field: RegistrationField, _ isSet: Bool) -> HTML {
    """
    <label for="\(field.rawValue)">\(words(field.label))</label>
    <select id="\(field.rawValue)" name="\(field.rawValue)"><option value="no">\(say("no", "否"))</option>\
    <option value="yes"\(" selected", if: typed.map { $0[field.rawValue] == "yes" } ?? isSet)>\(say("yes", "是"))</option></select>
    """
  }
}

import ImageKit
import ReviewStore
import Wording

/// What a candidate prints: the notice of registration, or the list of what was handed in.
struct PaperPage {
  let view: CandidateView
  let policy: Policy
  let region: Bilingual
  let language: Language
  let isList: Bool
  let now: Moment

  /// The page.
  var page: Page {
    let record = view.registration
    let name = isList ? Bilingual("List of papers", "报名材料清单") : noticeName
    return Page(
      title: name, template: "notice",
      values: [
        "noticeName": name.text(in: language), "exam": policy.exam.text(in: language),
        "region": region.text(in: language),
        "registration": record.number.rawValue, "name": record.name ?? "", "idNumber": record.maskedIDNumber ?? "–",
        "category": record.category, "site": record.site, "mobile": record.maskedMobile ?? "–",
        "standing": Standing(view, under: policy).words.text(in: language), "isList": isList, "rows": rows,
        "printed": now.forPeople,
      ])
  }

  private var noticeName: Bilingual { policy.successNotice ?? Bilingual("Notice of registration", "报名成功通知单") }

  private var rows: [[String: Any]] {
    view.materials.flatMap { material in
      material.pictures.compactMap { status -> [String: Any]? in
        guard let picture = status.picture else { return nil }
        return [
          "name": material.rule.name.text(in: language),
          "label": material.name(of: status.position).text(in: language),
          "size": ByteCount.size(picture.bytes), "state": status.state.plainName.text(in: language),
        ]
      }
    }
  }
}

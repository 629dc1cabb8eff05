import ImageKit
import ReviewStore
import Wording

/// The summary before submitting, with links to whatever is missing.
struct LastLookPage {
  let view: CandidateView
  let language: Language

  /// The page.
  var page: Page {
    let missing = view.missing.map { reason -> [String: Any] in
      [
        "text": reason.message.text(in: language),
        "href": reason.material.map(Address.material) ?? "/profile",
      ]
    }
    let wanted = view.materials.flatMap { material in
      material.pictures.filter { $0.state == .wanted }.map { status -> [String: Any] in
        [
          "text": "\(material.rule.name.text(in: language)) · \(material.name(of: status.position).text(in: language))",
          "href": "/materials#place-\(material.rule.id)-\(status.position)",
        ]
      }
    }
    let materials = view.materials.filter { $0.pictures.contains { $0.picture != nil } }.map(material)
    return Page(
      title: Bilingual("Submit", "提交审核"), template: "submit",
      values: [
        "hasMissing": !missing.isEmpty, "missing": missing, "hasWanted": !wanted.isEmpty, "wanted": wanted,
        "materials": materials,
        "hasPictures": !materials.isEmpty, "version": view.status.version, "actKey": Secret.token(),
      ])
  }

  private func material(_ material: MaterialStatus) -> [String: Any] {
    let pictures = material.pictures.compactMap { status -> [String: Any]? in
      guard let picture = status.picture else { return nil }
      let label = material.name(of: status.position).text(in: language)
      return [
        "href": picture.address(at: "/materials/\(material.rule.id)/\(status.position)/picture"),
        "alt": "\(material.rule.name.text(in: language)), \(label)", "label": label, "width": picture.width,
        "height": picture.height, "size": ByteCount.size(picture.bytes),
      ]
    }
    return [
      "name": material.rule.name.text(in: language), "count": pictures.count, "maximum": material.maximum,
      "pictures": pictures,
    ]
  }
}

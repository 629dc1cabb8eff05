import ImageKit
import ReviewStore
import Wording

/// The summary before submitting, with links to whatever is missing.
struct LastLookPage: PageView {
  let view: CandidateView
  let language: Language

  let title = Bilingual("Submit", "提交审核")

  func html(_ keys: PageKeys) -> HTML {
    let isComplete = view.missing.isEmpty
    let buttons: HTML = """

      <button class="primary wide"\(" disabled", if: !isComplete)>\(say("Submit for review", "提交审核"))</button>\
      <a class="button wide" href="/materials">\(say("Back to the papers", "返回修改"))</a>
      """
    let hidden: KeyValuePairs = ["version": String(view.status.version), "key": keys.showing]
    return """
      <h1>\(say("A last look before you submit", "提交前最后检查"))</h1>
      \(missing, if: !isComplete)
      \(lead, if: isComplete)
      \(wanted)
      \(view.materials.map(material))
      \(hint(view.pictureCount > 0 ? nil : Bilingual("There are no pictures yet.", "还没有上传任何图片。")))
      \(keys.form(to: "/submit", with: #"class="card form""#, hidden: hidden, buttons))
      """
  }

  private var lead: HTML {
    let text = say(
      "After submitting, everything is locked until the review is done. Please check that every picture is clear, complete and upright.",
      "提交后内容将被锁定，审核退回前不能修改。请确认每张图片清晰、完整、方向端正。")
    return "<p class=\"lead\">\(text)</p>"
  }

  private var missing: HTML {
    """
    <div class="news bad"><p>\(say("Not complete yet:", "材料尚不完整："))</p>\
    <ul>\(view.missing.map { entry(OpenItem($0)) })</ul></div>
    """
  }

  /// The places for which a reviewer asked for another picture that has not been brought.
  private var wanted: HTML? {
    let links = view.materials.flatMap { material in
      material.pictures.filter { $0.state == .wanted }.map { status -> HTML in
        let name = material.rule.name
        let place = material.name(of: status.position)
        return entry(
          OpenItem(
            words: Bilingual("\(name.english) · \(place.english)", "\(name.chinese) · \(place.chinese)"),
            address: Address.place(material.rule.id, status.position)))
      }
    }
    guard !links.isEmpty else { return nil }
    let told = say("Another picture was asked for here, and has not been brought:", "以下图片已被要求重新上传，尚未更换：")
    return "<div class=\"news plain\"><p>\(told)</p><ul>\(links)</ul></div>"
  }

  private func material(_ material: MaterialStatus) -> HTML {
    let name = words(material.rule.name)
    let pictures = material.pictures.compactMap { status -> HTML? in
      guard let picture = status.picture else { return nil }
      let label = words(material.name(of: status.position))
      let address = picture.address(at: "/materials/\(material.rule.id)/\(status.position)/picture")
      return """
        <figure class="look"><a href="\(address)" target="_blank" rel="noopener"><img src="\(address)" \
        alt="\(name), \(label)" width="\(picture.width)" height="\(picture.height)" loading="lazy"></a>\
        <figcaption>\(label) <span class="hint">\(ByteCount.size(picture.bytes))</span>\
        \(warnings(of: status))</figcaption></figure>
        """
    }
    guard !pictures.isEmpty else { return "" }
    return """
      <section class="card material"><div class="head"><h2>\(name)</h2>\
      <span class="count">\(pictures.count) / \(material.maximum)</span></div>
      \(pictures)</section>
      """
  }
}

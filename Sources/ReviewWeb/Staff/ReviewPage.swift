import ImageKit
import ReviewStore
import Wording

/// One application as a reviewer sees it: all pictures as one gallery, the person's data and the decision beside it.
struct ReviewPage: PageView {
  let view: StaffView
  let policy: Policy
  let staff: Staff
  let language: Language
  /// What was typed into a form whose act was refused.
  var typed: TypedNote?

  var title: Bilingual {
    Bilingual(view.registration.number.rawValue, view.registration.number.rawValue)
  }

  func html(_ keys: PageKeys) -> HTML {
    let number = view.registration.number
    let name = view.registration.name ?? ""
    let forms = ReviewForms(view: view, keys: keys)
    let help = ReviewHelp(language: language)
    return """
      <div id="review" class="review">
      <h1 class="sr">\(number) \(name)</h1>
      <div class="bar"><p class="crumbs"><a href="/staff">\(say("Queue", "队列"))</a> › <b>\(number)</b> · \(name)</p>\
      <p class="legend"><button type="button" class="quiet" data-help hidden>\(say("Keys", "快捷键")) ?</button></p></div>
      <div class="columns">
      \(gallery(forms))
      \(ReviewSide(page: self, forms: forms).html)
      </div>
      \(reasonList(policy.reasons))
      \(help.dialog)
      \(help.templates)
      </div>
      """
  }

  /// Whether the viewer sees the place: a picture's, the decision's, or that of the person's data.
  func showsAnswers(at place: String) -> Bool {
    switch place {
    case "side": true
    case "decision": isReviewing
    default:
      view.materials.contains { material in
        positions(of: material).contains { place == Address.shotID(material.rule.id, $0) }
      }
    }
  }

  /// Whether the viewer may accept and want.
  var isReviewing: Bool { view.offered.contains(.review) }

  /// Whether somebody else holds it, so that nothing can be decided now.
  var isHeldByOther: Bool { view.status.claimedBy.map { $0 != staff.name } ?? false }

  private func gallery(_ forms: ReviewForms) -> HTML {
    let shots = view.materials.flatMap { self.shots(of: $0, forms) }
    let optional = shots.filter(\.isOptional)
    let more: HTML = """
      <details class="more"><summary class="frame missing">\
      \(say("Ask for something that was not brought", "要求补充未上传的材料")) · \(optional.count)</summary>\
      <div class="film">\(optional.map(\.frame))</div></details>
      """
    return """
      <div class="gallery">
      <div class="film">\(shots.filter { !$0.isOptional }.map(\.frame))\(more, if: !optional.isEmpty)</div>
      \(shots.map(\.figure))
      \("<p class=\"blank\">\(say("There are no pictures.", "没有图片。"))</p>", if: shots.isEmpty)
      </div>
      """
  }

  /// A material's filled places, then the empty ones for which a reviewer may ask.
  private func shots(of material: MaterialStatus, _ forms: ReviewForms) -> [ReviewShot] {
    positions(of: material).map { position in
      ReviewShot(
        page: self, forms: forms, material: material, position: position,
        status: material.pictures.first { $0.position == position })
    }
  }

  private func positions(of material: MaterialStatus) -> [Int] {
    let filled = material.pictures.map(\.position)
    // A required place without a picture can be asked for, and so can the next free one, where the policy allows it.
    let missing = (1...material.maximum).filter { position in
      !filled.contains(position) && isReviewing && policy.mayWantMissing
        && (position <= material.minimum || position == (filled.max() ?? 0) + 1)
    }
    return filled + missing
  }
}

/// A note that a reviewer typed into one of the page's forms.
struct TypedNote {
  /// The id of the form's place, such as that of a picture, or the act's name for acts on the application.
  let form: String
  let text: String
}

/// The forms of the review page: each carries the version that the reviewer saw, and the last log entry.
struct ReviewForms {
  let view: StaffView
  let keys: PageKeys

  /// The application's address.
  var here: String { Address.application(view.registration.number) }

  /// A form for an act that is refused when the application has changed meanwhile.
  ///
  /// - Parameter address: of the application or the picture.
  func form(to act: String, at address: String? = nil, with attributes: HTML? = nil, _ content: HTML) -> HTML {
    let seen = view.log.last?.sequence ?? 0
    return keys.form(
      to: "\(address ?? here)/\(act)", with: attributes,
      hidden: ["version": String(view.status.version), "seen": String(seen)], content)
  }
}

import ImageKit
import ReviewStore

/// The upload page: messages first, then where things stand, then each material with its places.
struct MaterialsPage {
  /// What a page that is kept was made for.
  struct Key: Hashable, Sendable {
    let registration: String
    let language: Language
  }

  /// A page that is kept, and what it was made of.
  struct Made: Sendable {
    let view: CandidateView
    let page: PreparedPage
  }

  let view: CandidateView
  let policy: Policy
  let language: Language

  /// The page.
  var page: Page {
    Page(title: Bilingual("Upload", "上传材料"), template: "materials", values: values)
  }

  private func words(_ text: Bilingual) -> String { text.text(in: language) }
  private func words(_ text: Bilingual?) -> [String] { text.map { [$0.text(in: language)] } ?? [] }

  private var values: [String: Any] {
    let standing = Standing(view, under: policy)
    let record = view.registration
    let maySubmit = policy.handingIn == .explicit && !view.status.locked
    var values: [String: Any] = [
      "version": view.status.version, "tone": standing.tone.rawValue, "sign": standing.sign,
      "lockSign": standing.sign == "🔒",
      "standing": words(standing.words), "explained": standing.explained.map(words), "maySubmit": maySubmit,
      "complete": view.missing.isEmpty, "missingCount": view.missing.count, "name": record.name ?? "",
      "registration": record.number, "category": record.category, "site": record.site,
      "mobile": record.maskedMobile ?? "–", "automatic": policy.handingIn == .automatic,
      "marks": policy.list.marksRequired, "falseMaterial": words(policy.falseMaterial), "window": window,
      "registrationFault": words(policy.registrationFault), "doesNotQualify": words(policy.doesNotQualify),
      "noticeName": words(policy.successNotice ?? Bilingual("Notice of registration", "报名成功通知单")),
      "materials": view.materials.map(material), "facts": facts,
    ]
    if let address = record.address { values["address"] = address }
    let levels = policy.levels.compactMap { level -> [String: Any]? in
      guard let result = Standing.result(of: level, view.status, under: policy) else { return nil }
      return ["name": words(level.name), "result": words(result.words), "tone": result.tone.rawValue]
    }
    if !levels.isEmpty { values["levels"] = ["each": levels] }
    return values.merging(messages) { $1 }
  }

  private var facts: [String] {
    var facts: [String] = []
    if view.registration.returning {
      facts.append(
        words(Bilingual("Returning candidate: papers kept from last year are locked.", "老考生：去年审核通过并已锁定的材料无需重复上传。")))
    }
    if view.registration.practicalPassed, let words = policy.practicalPassed { facts.append(self.words(words)) }
    return facts
  }

  private var window: [String] {
    guard let window = policy.uploadWindow else { return [] }
    let opens = window.opens?.forPeople ?? "…"
    let closes = window.closes?.forPeople ?? "…"
    return [words(Bilingual("Uploads are taken from \(opens) to \(closes).", "上传时间：\(opens) 至 \(closes)。"))]
  }

  private var messages: [String: Any] {
    let all = view.messages.map { message -> [String: Any] in
      ["time": message.time.forPeople, "text": message.text, "kind": message.kind.rawValue]
    }
    return [
      "hasMessages": !all.isEmpty, "latest": Array(all.prefix(2)), "older": Array(all.dropFirst(2)),
      "hasOlder": all.count > 2, "olderCount": max(0, all.count - 2),
    ]
  }

  private func material(_ material: MaterialStatus) -> [String: Any] {
    let count = material.pictures.count { $0.picture != nil }
    return [
      "id": material.rule.id, "material": material.rule.id, "name": words(material.rule.name), "count": count,
      "maximum": material.maximum, "required": material.required,
      "star": material.required && policy.list.marksRequired, "places": places(of: material),
      "full": material.open.isEmpty && count == material.maximum && !view.status.locked,
      "instructions": policy.list.instructions ? words(material.rule.instructions) : [],
      "example": shown(policy.list.examples ? material.rule.example : nil),
    ]
  }

  /// The places worth showing: what is filled or asked for, and where the next picture goes. Where places have names,
  /// every open one is shown, so that nobody wonders which side of a card comes next.
  private func places(of material: MaterialStatus) -> [[String: Any]] {
    let filled = Set(material.pictures.map(\.position))
    let free = material.open.filter { !filled.contains($0) }
    let offered = Set(free.filter { material.labels[$0 - 1] != nil } + free.prefix(1))
    return (1...material.maximum).compactMap { position in
      let picture = material.pictures.first { $0.position == position }
      guard picture != nil || offered.contains(position) else { return nil }
      return place(position, of: material, picture)
    }
  }

  private func place(_ position: Int, of material: MaterialStatus, _ status: PictureStatus?) -> [String: Any] {
    let rule = material.rule
    let label = material.labels[position - 1].map(words)
    let isOpen = material.open.contains(position)
    var values: [String: Any] = [
      "key": "\(rule.id)-\(position)", "position": position, "state": status?.state.rawValue ?? "free",
      "alt": label ?? words(Bilingual("picture \(position)", "第 \(position) 张")), "label": shown(label),
      "stateWords": shown(status.map { words($0.state.plainName) }),
      "isLocked": status?.state == .locked, "note": shown(status?.note), "upload": isOpen,
      "picture": false, "removable": false, "findings": status?.findings.map { words($0.message) } ?? [],
    ]
    if let picture = status?.picture {
      values["picture"] = true
      values["href"] = "/materials/\(rule.id)/\(position)/picture?v=\(picture.sha256.prefix(12))"
      values["width"] = picture.width
      values["height"] = picture.height
      values["size"] = "\(picture.width) × \(picture.height) · \(Bilingual.bytes(picture.bytes))"
      values["removable"] = status?.state == .unlocked
    }
    if isOpen {
      let isReplacing = status?.picture != nil
      values["many"] = label == nil && !isReplacing ? material.open.count > 1 : false
      values["pickWords"] = words(
        isReplacing ? Bilingual("Choose another photo", "选择新图片") : Bilingual("Choose a photo", "选择图片"))
    }
    return values
  }
}

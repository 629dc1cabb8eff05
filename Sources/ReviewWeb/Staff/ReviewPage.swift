import ImageKit
import ReviewStore
import Wording

/// One application as a reviewer sees it: all pictures as one gallery, the person's data and the decision beside it.
struct ReviewPage: Speaking {
  let view: StaffView
  let policy: Policy
  let staff: Staff
  let language: Language
  let now: Moment

  /// The page.
  var page: Page {
    let record = view.registration
    let status = view.status
    let here = Address.application(record.number)
    let isReviewing = view.offered.contains(.review)
    let shots = shots(here, isReviewing)
    let mayAsk = shots.count { $0["optional"] as? Bool == true }
    var values: [String: Any] = [
      "number": record.number.rawValue, "version": status.version, "seen": view.log.last?.sequence ?? 0, "here": here,
      "name": record.name ?? "", "category": record.category, "site": record.site,
      "idNumber": record.maskedIDNumber ?? "–", "mobile": record.maskedMobile ?? "–", "kind": kind,
      "state": words(status.state.name), "tone": status.state.tone, "claimWords": shown(claimWords),
      "mayClaim": isReviewing && status.claimedBy == nil, "mayRelease": status.claimedBy == staff.name,
      "review": isReviewing, "withdraw": view.offered.contains(.withdraw), "reopen": view.offered.contains(.reopen),
      "stage": view.offered.contains(.stage), "progress": progress, "suggestion": suggestion,
      "reasons": policy.reasons.map(\.text), "shots": shots,
      "mayAsk": mayAsk > 0 ? mayAsk : false as Any,
      "stages": policy.stages.map { ["id": $0.rawValue, "name": words($0.name)] },
      "messages": view.messages.map { ["time": $0.time.forPeople, "text": $0.text] }, "reactBy": false,
    ]
    if let reactBy = status.reactBy {
      values["reactBy"] = reactBy.forPeople + (status.overdue ? words(Bilingual(" (overdue)", "（已逾期）")) : "")
    }
    return Page(title: Bilingual(record.number.rawValue, record.number.rawValue), template: "review", values: values)
  }

  private var kind: String {
    var kinds: [Bilingual] = []
    if view.registration.returning { kinds.append(Bilingual("returning", "老考生")) }
    if view.registration.identity == .foreignPassport { kinds.append(Bilingual("foreign passport", "外国护照")) }
    if view.registration.practicalPassed { kinds.append(Bilingual("practical passed", "实践技能已通过")) }
    return kinds.isEmpty ? "–" : kinds.map(words).joined(separator: "、")
  }

  private var claimWords: String? {
    switch view.status.claimedBy {
    case nil where !view.offered.contains(.review): nil
    case nil: words(Bilingual("Nobody holds it. Your first act claims it.", "尚无人领取，您的首个操作将自动领取。"))
    case staff.name:
      words(
        Bilingual(
          "You hold it for \(policy.claimMinutes) minutes from your last act.",
          "由您领取，最后一次操作后保留 \(policy.claimMinutes) 分钟。"))
    case let other?: words(Bilingual("\(other) is reviewing it.", "\(other) 正在审核。"))
    }
  }

  private var pictures: [(material: MaterialStatus, status: PictureStatus)] {
    view.materials.flatMap { material in material.pictures.map { (material, $0) } }
  }

  private var progress: String {
    let filled = pictures.filter { $0.status.picture != nil }
    let accepted = filled.count { $0.status.state == .accepted }
    let wanted = pictures.count { $0.status.state == .wanted }
    return words(
      Bilingual(
        "\(accepted) of \(filled.count) accepted, \(wanted) wanted.",
        "共 \(filled.count) 张：已通过 \(accepted) 张，需更换或补充 \(wanted) 张。"))
  }

  /// Words for the return, when something is asked for.
  private var suggestion: String {
    pictures.contains { $0.status.state == .wanted } ? "请按以下意见修改或补充材料后重新提交。" : ""
  }

  private func shots(_ here: String, _ isReviewing: Bool) -> [[String: Any]] {
    view.materials.flatMap { material in
      let filled = Set(material.pictures.map(\.position))
      // A required place without a picture can be asked for, and so can the next free one, where the policy allows it.
      let missing = (1...material.maximum).filter { position in
        !filled.contains(position) && isReviewing && policy.mayWantMissing
          && (position <= material.minimum || position == (filled.max() ?? 0) + 1)
      }
      let known = material.pictures.map { shot($0.position, $0, of: material, here, isReviewing) }
      let empty = missing.map { shot($0, nil, of: material, here, isReviewing) }
      return known + empty
    }
  }

  private func shot(
    _ position: Int, _ status: PictureStatus?, of material: MaterialStatus, _ here: String, _ isReviewing: Bool
  ) -> [String: Any] {
    let rule = material.rule
    let label = words(material.name(of: position))
    let base = "\(here)/pictures/\(rule.id)/\(position)"
    var values: [String: Any] = [
      "key": "\(rule.id)-\(position)", "material": words(rule.name), "label": label,
      "short": "\(words(rule.name)) \(label)", "base": base, "picture": status?.picture != nil,
      "note": shown(status?.note), "mayDecide": isReviewing, "before": status?.acceptedBefore ?? false,
      "kept": status?.carriedOver ?? false, "size": "", "href": "",
      "wantWords": words(
        status?.picture == nil ? Bilingual("Ask for it", "要求补充") : Bilingual("Want another", "要求更换")),
    ]
    let state = status.map(\.state.rawValue) ?? "missing"
    values["state"] = state == "unlocked" ? "locked" : state
    switch status?.state {
    case .accepted: (values["sign"], values["stateWords"]) = ("✓", words(PictureState.accepted.name))
    case .wanted: (values["sign"], values["stateWords"]) = ("✗", words(PictureState.wanted.name))
    case .locked, .unlocked: (values["sign"], values["stateWords"]) = ("·", words(Bilingual("not yet decided", "待审核")))
    case nil: (values["sign"], values["stateWords"]) = ("∅", words(Bilingual("empty", "未上传")))
    }
    values["optional"] = status == nil && position > material.minimum
    values["findings"] = status?.findings.map { words($0.message) } ?? []
    values["sameUnder"] =
      status?.sameUnder.map { number -> [String: Any] in
        ["number": number, "href": Address.application(number), "mayLook": staff.role != .site]
      } ?? []
    values["minds"] = status.map { !$0.findings.isEmpty || !$0.sameUnder.isEmpty } ?? false
    values["former"] = false
    if let former = material.former[position] {
      values["former"] =
        [
          "src": former.picture.address(at: base + "/former"), "width": former.picture.width,
          "height": former.picture.height,
          "origin": words(
            former.origin == .lastYear
              ? Bilingual("Last year's picture", "去年的图片")
              : Bilingual("The picture before, until \(former.until.forPeople)", "上一次的图片（\(former.until.forPeople) 前）")),
          "tag": words(former.origin == .lastYear ? Bilingual("last year", "去年") : Bilingual("before", "上一次")),
        ] as [String: Any]
    }
    if let picture = status?.picture {
      values["href"] = picture.address(at: base)
      values["width"] = picture.width
      values["height"] = picture.height
      values["size"] = "\(picture.width) × \(picture.height) · \(ByteCount.size(picture.bytes))"
    }
    return values
  }
}

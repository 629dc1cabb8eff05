import Wording

extension Policy {
  /// What the candidate still has to do before submitting: personal details, where they are required, then the papers
  /// that are ``missing(in:)``. Automatic submission does not wait for personal details.
  public func obstacles(in application: Application) -> [Refusal.Reason] {
    let lacksDetails = handingIn == .explicit && personalDetailsRequired && !application.applicant.profileComplete
    let details = Refusal.detailsMissing
    return (lacksDetails ? [Refusal.Reason(details.code, details.explanation)] : []) + missing(in: application)
  }

  /// The papers that are missing, one reason for each material or choice of materials; empty when complete.
  public func missing(in application: Application) -> [Refusal.Reason] {
    missing(of: application.applicant, holding: application.pictureCounts)
  }

  /// Whether an application was handed in although required papers are missing. Only one that is handed in by itself can
  /// be.
  func lacksPapers(_ application: Application) -> Bool {
    application.state != .filling && !missing(in: application).isEmpty
  }

  /// The papers that are missing when a candidate has so many pictures of each material.
  func missing(of applicant: Applicant, holding counts: [MaterialID: Int]) -> [Refusal.Reason] {
    let materials = materials.compactMap { material -> Refusal.Reason? in
      let lacking = minimum(of: material, for: applicant) - counts[material.id, default: 0]
      guard lacking > 0 else { return nil }
      return Refusal.Reason(
        "incomplete",
        Bilingual(
          "\(material.name.english): \(lacking) more picture\(lacking == 1 ? "" : "s") needed.",
          "\(material.name.chinese)：还需上传 \(lacking) 张图片。"),
        material: material.id)
    }
    let choices = alternatives.compactMap { alternative -> Refusal.Reason? in
      guard alternative.condition.holds(for: applicant),
        alternative.anyOf.allSatisfy({ counts[$0, default: 0] == 0 })
      else { return nil }
      let names = alternative.anyOf.compactMap { material($0)?.name }
      return Refusal.Reason(
        "incomplete",
        Bilingual(
          "Upload one of these: " + names.map(\.english).joined(separator: ", ") + ".",
          "请上传以下材料之一：" + names.map(\.chinese).joined(separator: "、") + "。"),
        material: alternative.anyOf.first)
    }
    return materials + choices
  }
}

extension Refusal {
  /// The refusal of a submission without personal details.
  static var detailsMissing: Refusal {
    Refusal(.profileMissing, "Mobile number and address are needed before handing in.", "请先完善个人信息（手机号码和联系地址）再提交审核。")
  }
}

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
    let lacking = lacking(of: applicant, holding: counts)
    let materials = lacking.materials.map { material, count in
      Refusal.Reason(
        "incomplete",
        Bilingual(
          "\(material.name.english): \(count) more picture\(count == 1 ? "" : "s") needed.",
          "\(material.name.chinese)：还需上传 \(count) 张图片。"),
        material: material.id)
    }
    let choices = lacking.choices.map { alternative in
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

  /// How many required pictures an application lacks; a choice of materials counts as one.
  func lackingPictures(in application: Application) -> Int {
    let lacking = lacking(of: application.applicant, holding: application.pictureCounts)
    return lacking.materials.reduce(0) { $0 + $1.count } + lacking.choices.count
  }

  /// The materials of which required pictures are missing, with their number, and the choices of which no material has a
  /// picture.
  private func lacking(
    of applicant: Applicant, holding counts: [MaterialID: Int]
  ) -> (materials: [(rule: MaterialRule, count: Int)], choices: [Alternative]) {
    let materials = materials.map { material in
      (rule: material, count: minimum(of: material, for: applicant) - counts[material.id, default: 0])
    }.filter { $0.count > 0 }
    let choices = alternatives.filter { alternative in
      alternative.condition.holds(for: applicant) && alternative.anyOf.allSatisfy { counts[$0, default: 0] == 0 }
    }
    return (materials, choices)
  }
}

extension Refusal {
  /// The refusal of a submission without personal details.
  static var detailsMissing: Refusal {
    Refusal(.profileMissing, "Mobile number and address are needed before handing in.", "请先完善个人信息（手机号码和联系地址）再提交审核。")
  }
}

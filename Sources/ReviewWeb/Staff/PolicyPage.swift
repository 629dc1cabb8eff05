import ImageKit
import ReviewStore
import Wording

/// The policy in words, for staff to read.
struct PolicyPage: Speaking {
  let policy: Policy
  let region: Bilingual
  let language: Language

  /// The page.
  var page: Page {
    Page(
      title: Bilingual("Policy", "考区规则"), template: "policy",
      values: [
        "name": words(policy.name), "id": policy.id, "source": policy.source,
        "rules": rules.map { ["name": words($0), "value": words($1)] },
        "materials": policy.materials.map(material), "reasons": policy.reasons.map(\.text),
      ])
  }

  private var rules: [(Bilingual, Bilingual)] {
    let limit = policy.pictures.limits.maxBytes
    let levels = policy.levels.map(\.name)
    return [
      (Bilingual("Region", "考区"), region),
      (Bilingual("Way in", "进入方式"), policy.wayIn.guidance),
      (
        Bilingual("Handing in", "提交方式"),
        policy.handingIn == .explicit
          ? Bilingual("the candidate submits for review", "考生点击提交审核")
          : Bilingual("by itself, with every upload", "上传后自动提交")
      ),
      (
        Bilingual("Locked by", "锁定时机"),
        policy.lockedBy == .submission ? Bilingual("submission", "提交后锁定") : Bilingual("review", "审核后锁定")
      ),
      (
        Bilingual("A return unlocks", "退回解锁"),
        policy.returnUnlocks == .application
          ? Bilingual("the whole application", "全部材料") : Bilingual("only what is asked for", "仅要求更换或补充的图片")
      ),
      (
        Bilingual("Levels", "审核级别"),
        Bilingual(levels.map(\.english).joined(separator: ", "), levels.map(\.chinese).joined(separator: "、"))
      ),
      (
        Bilingual("Time to react", "处理时限"),
        policy.reactionHours.map { Bilingual("\($0) hours", "\($0) 小时") } ?? Bilingual("none named", "未规定")
      ),
      (Bilingual("A claim holds", "领取时长"), Bilingual("\(policy.claimMinutes) minutes", "\(policy.claimMinutes) 分钟")),
      (Bilingual("A picture has at most", "单张上限"), Bilingual("\(limit) bytes", "\(limit) 字节")),
    ]
  }

  private func material(_ material: MaterialRule) -> [String: Any] {
    let required =
      switch material.required {
      case .always(true): Bilingual("yes", "是")
      case .always(false): Bilingual("no", "否")
      case .when: Bilingual("for some", "部分考生")
      }
    return [
      "name": words(material.name), "required": words(required),
      "number": material.minimum == material.maximum
        ? "\(material.maximum)" : "\(material.minimum)–\(material.maximum)",
      "instructions": material.instructions.map(words) ?? "",
    ]
  }
}

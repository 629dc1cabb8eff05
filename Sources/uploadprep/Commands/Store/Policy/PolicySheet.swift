import ImageKit
import ReviewStore
import Wording

extension Policy {
  /// All values of the policy as JSON.
  func json(in language: Language) -> JSON {
    let text = { (sentence: Bilingual?) in JSON.optional(sentence?.text(in: language)) }
    return [
      "id": .string(id), "name": text(name), "exam": text(exam), "region": text(region), "source": .string(source),
      "pictures": [
        "maxBytes": .optional(pictures.bytes.maximum),
        "formats": .list(pictures.formats.map(\.rawValue).sorted().map { .string($0) }),
        "minShortSide": .optional(pictures.pixels.shortSide.minimum),
        "makeAtMost": .integer(pictures.bytes.made.upperBound),
        "maxPixels": .integer(pictures.maxPhotoPixels),
      ],
      "wayIn": .string(wayIn.kind.rawValue), "wayInGuidance": text(wayIn.guidance),
      "personalDetailsRequired": .bool(personalDetailsRequired),
      "list": [
        "marksRequired": .bool(list.marksRequired), "examples": .bool(list.examples),
        "instructions": .bool(list.instructions),
      ],
      "materials": .list(materials.map { $0.json(in: language) }),
      "alternatives": .list(
        alternatives.map { ["when": $0.condition.json, "anyOf": .list($0.anyOf.map(\.rawValue))] }),
      "handingIn": .string(handingIn.rawValue), "lockedBy": .string(lockedBy.rawValue),
      "returnUnlocks": .string(returnUnlocks.rawValue), "mayWantMissing": .bool(mayWantMissing),
      "levels": .list(levels.map { .string($0.rawValue) }), "claimMinutes": .integer(claimMinutes),
      "siteResult": .string(siteResult.rawValue), "regionResult": .string(regionResult.rawValue),
      "messages": [
        "submitted": .optional(messages.submitted), "returned": .string(messages.returned),
        "withdrawn": .string(messages.withdrawn), "sitePassed": .optional(messages.sitePassed),
        "regionPassed": .optional(messages.regionPassed), "rejected": .optional(messages.rejected),
        "reopened": .string(messages.reopened), "corrected": .string(messages.corrected),
        "extended": .string(messages.extended),
      ],
      "notices": notices.map { notices in
        [
          "signature": .optional(notices.signature), "returned": .string(notices.returned),
          "regionPassed": .optional(notices.regionPassed), "rejected": .optional(notices.rejected),
        ]
      } ?? .null,
      "channels": .list(channels.map { .string($0) }), "reactionHours": .optional(reactionHours),
      "graceHours": .integer(graceHours),
      "appeal": appeal.map { appeal in
        [
          "days": .integer(appeal.days), "received": .string(appeal.received), "upheld": .string(appeal.upheld),
          "granted": .string(appeal.granted),
        ]
      } ?? .null,
      "secondLook": ["share": .number(Double(secondLookShare) / 10_000)],
      "watermark": .string(watermark),
      "carryOver": carryOver.map { ["anew": .list($0.anew.map(\.rawValue))] } ?? .null,
      "stages": .list(stages.map { .string($0.rawValue) }), "nextStep": text(nextStep),
      "registrationFault": text(registrationFault), "doesNotQualify": text(doesNotQualify),
      "falseMaterial": text(falseMaterial), "practicalPassed": text(practicalPassed),
      "successNotice": text(successNotice),
      "reasons": .list(reasons.map { ["id": .string($0.id), "text": .string($0.text)] }),
      "uploadWindow": uploadWindow.map { ["opens": .time($0.opens), "closes": .time($0.closes)] } ?? .null,
    ]
  }

  /// The policy as readable text.
  func sheet(in language: Language) -> String {
    let text = { (sentence: Bilingual) in sentence.text(in: language) }
    let yes = { (flag: Bool) in text(flag ? Bilingual("yes", "是") : Bilingual("no", "否")) }
    var rows: [(Bilingual, String)] = [
      (Bilingual("Source", "来源"), source), (Bilingual("Way in", "进入方式"), text(wayIn.guidance)),
      (Bilingual("Personal details required", "须完善个人信息"), yes(personalDetailsRequired)),
      (Bilingual("Handing in", "提交方式"), text(handingIn.words)), (Bilingual("Locked by", "锁定"), text(lockedBy.words)),
      (Bilingual("A return unlocks", "退回后可修改"), text(returnUnlocks.words)),
      (Bilingual("Levels", "审核级别"), levels.map { text($0.name) }.joined(separator: " → ")),
      (
        Bilingual("Results visible", "结果可见"),
        levels.map { "\(text($0.name)) \(text(visibility(of: $0).words))" }.joined(
          separator: text(Bilingual("; ", "；")))
      ),
      (
        Bilingual("Time to react", "处理时限"),
        reactionHours.map { text(Bilingual("\($0) hours", "\($0) 小时")) } ?? text(Bilingual("none named", "未规定"))
      ),
      (
        Bilingual("Notices", "短信"),
        notices.map { ($0.signature ?? "") + $0.returned } ?? text(Bilingual("none", "不发送"))
      ),
      (Bilingual("Watermark", "水印"), watermark),
      (Bilingual("Pictures", "图片"), ByteCount.limit(pictures.bytes.maximum ?? 0)),
      (
        Bilingual("Carried over", "沿用上年材料"),
        carryOver.map { rule in
          text(Bilingual("all but ", "除以下材料外："))
            + rule.anew.compactMap { material($0)?.name }.map(text).joined(separator: "、")
        } ?? text(Bilingual("nothing", "不沿用"))
      ),
      (Bilingual("Stages", "后续阶段"), stages.map { text($0.name) }.joined(separator: "、")),
    ]
    for (name, sentence) in [
      (Bilingual("Next step", "通过后"), nextStep), (Bilingual("Fault in the registration", "报名信息有误"), registrationFault),
      (Bilingual("Does not qualify", "不符合条件"), doesNotQualify), (Bilingual("False material", "虚假材料"), falseMaterial),
      (Bilingual("Practical test passed", "技能免考"), practicalPassed), (Bilingual("To print", "打印"), successNotice),
    ] {
      if let sentence { rows.append((name, text(sentence))) }
    }
    let width = (rows.map { Printable.width(text($0.0)) }.max() ?? 0) + 2
    let head = "\(id)  \(text(name))"
    let list = materials.flatMap { $0.lines(in: language) }
    return
      ([head] + rows.map { Printable.pad(text($0.0), to: width) + $0.1 } + [
        text(Bilingual("Materials (* required)", "材料（* 为必需）"))
      ] + list)
      .joined(separator: "\n")
  }
}

extension MaterialRule {
  /// The material as text: how many pictures, and what each must show.
  fileprivate func lines(in language: Language) -> [String] {
    let text = { (sentence: Bilingual) in sentence.text(in: language) }
    let isOptional = required == .always(false)
    let star = isOptional ? " " : "*"
    let count =
      isOptional || minimum == 0
      ? Bilingual("at most \(maximum)", "至多 \(maximum) 张")
      : minimum == maximum
        ? Bilingual(maximum == 1 ? "1 picture" : "\(maximum) pictures", "\(maximum) 张")
        : Bilingual("\(minimum) to \(maximum) pictures", "\(minimum) 至 \(maximum) 张")
    let head = "  \(star) \(Printable.pad(id.rawValue, to: 24))\(text(name))  \(text(count))"
    let condition: Condition? = if case .when(let condition) = required { condition } else { nil }
    let need = condition.map { Bilingual("required for: \($0.words.english)", "以下考生必需：\($0.words.chinese)") }
    return [head] + [need.map { "      " + text($0) }, line(of: labels, in: language)].compactMap(\.self)
      + variants.compactMap { variant in
        line(of: variant.labels, in: language).map { line in
          let words = variant.condition.words
          return line + text(Bilingual(" (\(words.english))", "（\(words.chinese)）"))
        }
      }
  }

  private func line(of labels: [Bilingual], in language: Language) -> String? {
    labels.isEmpty
      ? nil
      : "      "
        + labels.enumerated().map { "\($0.offset + 1) \($0.element.text(in: language))" }.joined(
          separator: Bilingual(", ", "，").text(in: language))
  }

  fileprivate func json(in language: Language) -> JSON {
    let labels = { (labels: [Bilingual]) in JSON.list(labels.map { .string($0.text(in: language)) }) }
    let need: JSON =
      switch required {
      case .always(let flag): .bool(flag)
      case .when(let condition): condition.json
      }
    return [
      "id": .string(id.rawValue), "name": .string(name.text(in: language)), "required": need,
      "minimum": .integer(minimum),
      "maximum": .integer(maximum), "labels": labels(self.labels),
      "takes": .list(takes.map { .string($0.rawValue) }),
      "variants": .list(
        variants.map {
          [
            "when": $0.condition.json, "labels": labels($0.labels),
            "takes": .list($0.takes.map { .string($0.rawValue) }),
          ]
        }),
      "instructions": .optional(instructions?.text(in: language)), "example": .optional(example),
    ]
  }
}

extension Condition {
  /// The candidates that the condition applies to, in words.
  fileprivate var words: Bilingual {
    var parts: [Bilingual] = []
    if let categories {
      let list = categories.joined(separator: "、")
      parts.append(Bilingual("category \(list)", "报考类别为\(list)"))
    }
    if let identity {
      parts.append(Bilingual(identity.name.english, "证件为\(identity.name.chinese)"))
    }
    if let returning { parts.append(returning ? Bilingual("returning", "老考生") : Bilingual("new", "新考生")) }
    return .list(parts)
  }

  fileprivate var json: JSON {
    [
      "categories": categories.map { .list($0.map { .string($0) }) } ?? .null,
      "identity": .optional(identity?.rawValue), "returning": .optional(returning),
    ]
  }
}

extension HandingIn {
  fileprivate var words: Bilingual {
    switch self {
    case .explicit: Bilingual("the candidate submits", "考生点击“提交审核”")
    case .automatic: Bilingual("every upload at once", "上传后自动提交")
    }
  }
}

extension Locking {
  fileprivate var words: Bilingual {
    switch self {
    case .submission: Bilingual("handing in locks everything", "提交后全部锁定")
    case .review: Bilingual("the reviewer's review", "审核人员审核后锁定")
    }
  }
}

extension Unlocking {
  fileprivate var words: Bilingual {
    switch self {
    case .application: Bilingual("the whole application", "全部材料")
    case .wanted: Bilingual("only what is asked for", "仅要求更换或补充的图片")
    }
  }
}

extension Visibility {
  fileprivate var words: Bilingual {
    switch self {
    case .atOnce: Bilingual("as it is given", "即时可见")
    case .published: Bilingual("once published", "公布后可见")
    case .final: Bilingual("with the final result", "随最终结果公布")
    }
  }
}

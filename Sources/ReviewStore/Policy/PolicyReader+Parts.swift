import ImageKit
import RuleSets
import Wording

// Each part is read from its mapping. `nil` means that the mapping is missing, which has been reported already.

extension PictureRules {
  /// Most phones take photos with fewer pixels.
  private static let usualPhotoPixels = 60_000_000

  /// What a policy accepts of every picture.
  init(policy part: YAMLMapping?) {
    self.init()
    guard let part else { return }
    bytes.maximum = part.size("maxBytes", in: 10_000...100_000_000)
    let formats: [PictureFormat] = part.choices("formats")
    self.formats = Set(formats)
    pixels.shortSide.minimum = part.number("minShortSide", in: 1...10_000)
    bytes.makeAtMost = part.size("makeAtMost", in: 10_000...100_000_000)
    maxPhotoPixels = part.number("maxPixels", in: 1_000_000...200_000_000, default: Self.usualPhotoPixels)
    if part.areSound("formats"), !formats.contains(.jpeg) {
      part.mistake(
        at: "formats", "`formats` must hold jpeg: it is what pictures are stored as.", "`formats` 必须包含 jpeg：图片以该格式保存。")
    }
    if part.areSound("maxBytes", "makeAtMost"), !bytes.accepts(bytes.made.upperBound) {
      part.mistake(at: "makeAtMost", "`makeAtMost` must not exceed `maxBytes`.", "`makeAtMost` 不能大于 `maxBytes`。")
    }
    part.finish()
  }
}

extension PictureRules {
  /// What a policy accepts of a material's pictures, where that differs from its other pictures.
  init(material part: YAMLMapping, over rules: PictureRules) {
    self = rules
    read(part)
    if part.areSound("formats", "makes"), makes != .jpeg {
      part.mistake(
        at: "makes", "`makes` must be jpeg: it is what pictures are stored as.", "`makes` 必须为 jpeg：图片以该格式保存。")
    }
    if watermark == .forbidden {
      part.mistake(
        at: "watermark", "A store stamps every picture, so `watermark` cannot be forbidden.",
        "所有保存的图片都加水印，`watermark` 不能为 forbidden。")
    }
    part.finish()
  }
}

extension WayIn {
  init(_ part: YAMLMapping?) {
    kind = part?.choice("kind") ?? .activate
    guidance = part?.bilingual("guidance") ?? Bilingual("", "")
    part?.finish()
  }
}

extension ListDisplay {
  init(_ part: YAMLMapping?) {
    marksRequired = part?.flag("marksRequired") ?? false
    examples = part?.flag("examples") ?? false
    instructions = part?.flag("instructions") ?? false
    part?.finish()
  }
}

extension MaterialRule {
  init(_ part: YAMLMapping, _ hasExample: (String) -> Bool, _ rules: PictureRules) {
    id = MaterialID(part.text("id"))
    name = part.bilingual("name")
    required = Requirement(part, "required")
    minimum = part.number("minimum", in: 0...50, default: 0)
    maximum = part.number("maximum", in: 1...50)
    labels = part.mappings("labels").map(Bilingual.init)
    takes = part.choices("takes")
    part.checkTakes(takes, labels)
    variants = part.mappings("variants").map(LabelVariant.init)
    instructions = part.optionalBilingual("instructions")
    example = part.optionalText("example")
    pictures = part.mapping("pictures").map { PictureRules(material: $0, over: rules) }
    if let example, example.contains("/") || example.hasPrefix(".") {
      part.mistake(
        at: "example", "`example` takes the name of a picture that lies beside the policy, without folders.",
        "`example` 应为规则文件同目录下图片的文件名，不含文件夹。")
    } else if let example, Policy.shippedExample(example) == nil, !hasExample(example) {
      part.mistake(
        at: "example", "There is no example picture \(example) beside the policy.", "规则文件旁没有示例图片 \(example)。")
    }
    if part.areSound("id"), !Policy.isName(id.rawValue) {
      part.mistake(
        at: "id", "A material's `id` takes Latin letters, digits and hyphens.", "材料的 `id` 只能用英文字母、数字和连字符。")
    }
    if part.areSound("minimum", "maximum"), minimum > maximum {
      part.mistake(at: "minimum", "`minimum` must not exceed `maximum`.", "`minimum` 不能大于 `maximum`。")
    }
    if part.areSound("required", "minimum"), required != .always(false), minimum == 0 {
      part.mistake(at: "minimum", "A required material needs a `minimum` of 1 or more.", "必需材料的 `minimum` 至少为 1。")
    }
    if part.areSound("labels", "maximum"), labels.count > maximum {
      part.mistake(at: "labels", "There are more labels than positions.", "标签数多于 `maximum`。")
    }
    part.finish()
  }
}

extension LabelVariant {
  init(_ part: YAMLMapping) {
    condition = part.requiredMapping("when").map(Condition.init) ?? Condition()
    labels = part.mappings("labels").map(Bilingual.init)
    takes = part.choices("takes")
    part.checkTakes(takes, labels)
    part.finish()
  }
}

extension YAMLMapping {
  /// Where positions have labels, each of them takes one paper.
  fileprivate func checkTakes(_ takes: [PaperKind], _ labels: [Bilingual]) {
    if areSound("takes", "labels"), !takes.isEmpty, !labels.isEmpty, takes.count != labels.count {
      mistake(
        at: "takes", "`takes` needs one paper for each of the \(labels.count) labels.",
        "`takes` 应与 \(labels.count) 个标签一一对应。")
    }
  }
}

extension Requirement {
  /// `true`, `false`, or a condition.
  init(_ part: YAMLMapping, _ key: String) {
    if case .mapping = part.node(key), let condition = part.mapping(key) {
      self = .when(Condition(condition))
    } else {
      self = .always(part.flag(key, default: false))
    }
  }
}

extension Condition {
  init(_ part: YAMLMapping) {
    categories = part.node("categories") == nil ? nil : part.texts("categories")
    identity = part.node("identity") == nil ? nil : part.choice("identity")
    returning = part.node("returning") == nil ? nil : part.flag("returning")
    part.finish()
  }
}

extension Alternative {
  init(_ part: YAMLMapping) {
    condition = part.mapping("when").map(Condition.init) ?? Condition()
    anyOf = part.texts("anyOf").map(MaterialID.init(rawValue:))
    if part.areSound("anyOf"), anyOf.isEmpty { part.mistake(at: "anyOf", "`anyOf` needs materials.", "`anyOf` 应列出材料。") }
    part.finish()
  }
}

extension MessageTexts {
  init(_ part: YAMLMapping?) {
    submitted = part?.optionalText("submitted")
    returned = part?.text("returned") ?? ""
    withdrawn = part?.text("withdrawn") ?? ""
    sitePassed = part?.optionalText("sitePassed")
    regionPassed = part?.optionalText("regionPassed")
    rejected = part?.optionalText("rejected")
    reopened = part?.text("reopened") ?? ""
    extended = part?.optionalText("extended") ?? Self.usualExtended
    corrected = part?.optionalText("corrected") ?? Self.usualCorrected
    uploadExtended = part?.optionalText("uploadExtended") ?? Self.usualUploadExtended
    helperAllowed = part?.optionalText("helperAllowed") ?? Self.usualHelperAllowed
    helped = part?.optionalText("helped") ?? Self.usualHelped
    for (key, text) in [
      ("submitted", submitted), ("withdrawn", withdrawn), ("sitePassed", sitePassed), ("regionPassed", regionPassed),
      ("reopened", reopened),
    ] { part?.checkFields(of: text, at: key, known: []) }
    part?.checkFields(of: returned, at: "returned", known: ["note", "wanted"])
    part?.checkFields(of: rejected, at: "rejected", known: ["note"])
    part?.checkFields(of: extended, at: "extended", known: ["until", "reason"])
    part?.checkFields(of: uploadExtended, at: "uploadExtended", known: ["until", "reason"])
    part?.checkFields(of: helperAllowed, at: "helperAllowed", known: ["clerk"])
    part?.checkFields(of: helped, at: "helped", known: ["clerk"])
    part?.checkFields(of: corrected, at: "corrected", known: ["fields"])
    part?.finish()
  }
}

extension NoticeTexts {
  init(_ part: YAMLMapping) {
    signature = part.optionalText("signature")
    returned = part.text("returned")
    regionPassed = part.optionalText("regionPassed")
    rejected = part.optionalText("rejected")
    helped = part.optionalText("helped") ?? Self.usualHelped
    appealDecided = part.optionalText("appealDecided") ?? Self.usualAppealDecided
    code = part.optionalText("code") ?? Self.usualCode
    part.checkFields(of: code, at: "code", known: ["code", "until"])
    if !code.contains("{code}") {
      part.mistake(at: "code", "`code` must contain {code}.", "`code` 中必须包含 {code}。")
    }
    part.checkFields(of: signature, at: "signature", known: ["region"])
    for (key, text) in [
      ("returned", returned), ("regionPassed", regionPassed), ("rejected", rejected), ("helped", helped),
      ("appealDecided", appealDecided),
    ] {
      part.checkFields(of: text, at: key, known: [])
    }
    part.finish()
  }
}

extension AppealRule {
  init(_ part: YAMLMapping) {
    days = part.number("days", in: 1...365)
    received = part.optionalText("received") ?? "已收到您的复核申请，请留意复核结果。"
    upheld = part.optionalText("upheld") ?? "复核结果：维持审核拒绝。{note}"
    granted = part.optionalText("granted") ?? "复核结果：撤销审核拒绝，重新审核。{note}"
    part.checkFields(of: received, at: "received", known: [])
    part.checkFields(of: upheld, at: "upheld", known: ["note"])
    part.checkFields(of: granted, at: "granted", known: ["note"])
    part.finish()
  }
}

extension CarryOver {
  init(_ part: YAMLMapping) {
    anew = part.texts("anew").map(MaterialID.init(rawValue:))
    part.finish()
  }
}

extension CannedReason {
  init(_ part: YAMLMapping) {
    id = part.text("id")
    text = part.text("text")
    part.finish()
  }
}

extension UploadWindow {
  init(_ part: YAMLMapping) {
    opens = Self.moment(part, "opens")
    closes = Self.moment(part, "closes")
    if let opens, let closes, closes <= opens {
      part.mistake(at: "closes", "`closes` must be after `opens`.", "`closes` 必须晚于 `opens`。")
    }
    part.finish()
  }

  private static func moment(_ part: YAMLMapping, _ key: String) -> Moment? {
    guard let text = part.optionalText(key) else { return nil }
    if let moment = Moment(iso8601: text) { return moment }
    part.mistake(
      at: key, "`\(key)` must be a time with its offset, such as 2024-01-26T09:00:00+08:00.",
      "`\(key)` 应为带时区的时间，如 2024-01-26T09:00:00+08:00。")
    return nil
  }
}

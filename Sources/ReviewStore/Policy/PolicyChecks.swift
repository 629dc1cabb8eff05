import ImageKit
import RuleSets

extension Policy {
  /// Checks across the parts: references between them, and combinations that make no sense.
  func check(_ top: YAMLMapping) {
    if top.areSound("id"), !Self.isName(id) {
      top.mistake(at: "id", "`id` takes Latin letters, digits and hyphens.", "`id` 只能用英文字母、数字和连字符。")
    }
    if top.areSound("materials"), materials.isEmpty {
      top.mistake(at: "materials", "A policy needs materials.", "考区规则至少要有一种材料。")
    }
    for id in duplicates(materials.map(\.id.rawValue)) {
      top.mistake(at: "materials", "The material `\(id)` stands here twice.", "材料 `\(id)` 重复出现。")
    }
    for id in duplicates(reasons.map(\.id)) {
      top.mistake(at: "reasons", "The reason `\(id)` stands here twice.", "理由 `\(id)` 重复出现。")
    }
    // References are not checked when a material was unreadable, because they may name that one.
    let known = top.areSound("materials")
    for id in alternatives.flatMap(\.anyOf) where known && material(id) == nil {
      top.mistake(at: "alternatives", "There is no material `\(id)`.", "没有材料 `\(id)`。")
    }
    for id in carryOver?.anew ?? [] where known && material(id) == nil {
      top.mistake(at: "carryOver", "There is no material `\(id)`.", "没有材料 `\(id)`。")
    }
    if top.areSound("levels"), ![[.site], [.region], [.site, .region]].contains(levels) {
      top.mistake(at: "levels", "`levels` must be [site, region] or one of them.", "`levels` 应为 [site, region] 或其中之一。")
    }
    if top.areSound("handingIn", "lockedBy"), handingIn == .automatic, lockedBy == .submission {
      top.mistake(
        at: "lockedBy", "Where uploads hand themselves in, `lockedBy` must be review: else the first would lock all.",
        "自动提交时 `lockedBy` 必须为 review，否则第一张图片就会锁定全部内容。")
    }
    if top.areSound("regionResult"), regionResult == .final {
      top.mistake(
        at: "regionResult", "The last level's result is at-once or published.", "最后一级的结果只能是 at-once 或 published。")
    }
    if top.areSound("stages"), stages != ApplicationState.stages.filter(stages.contains) {
      top.mistake(
        at: "stages", "`stages` may hold payment, preparing, passed, failed, in this order.",
        "`stages` 只能依次包含 payment、preparing、passed、failed。")
    }
    for field in watermark.unknownFields(besides: WatermarkText.fields) {
      top.mistake(
        at: "watermark", "The watermark knows {exam} {region} {registration} {date}, not {\(field)}.",
        "水印可用 {exam} {region} {registration} {date}，没有 {\(field)}。")
    }
    let longest = WatermarkText.longest(under: self, region: region.chinese)
    if top.areSound("watermark", "exam", "region"), longest > Watermark.longestText {
      top.mistake(
        at: "watermark",
        "With a long registration number the watermark has \(longest) characters; \(Watermark.longestText) are the most.",
        "报名号较长时水印将有 \(longest) 个字符，最多 \(Watermark.longestText) 个。")
    }
  }

  /// Whether a text is an identifier: Latin letters, digits and hyphens. The log's format relies on this.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  private func duplicates(_ names: [String]) -> [String] {
    Dictionary(grouping: names.filter { !$0.isEmpty }) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}

extension Policy {
  /// What the parts cannot see alone: references between them, and combinations that make no sense.
  func check(_ top: YAMLMapping) {
    if id.contains(where: { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }) {
      top.mistake(at: "id", "`id` takes Latin letters, digits and hyphens.", "`id` 只能用英文字母、数字和连字符。")
    }
    if materials.isEmpty { top.mistake(at: "materials", "A policy needs materials.", "考区规则至少要有一种材料。") }
    for id in duplicates(materials.map(\.id)) {
      top.mistake(at: "materials", "The material `\(id)` stands here twice.", "材料 `\(id)` 重复出现。")
    }
    for id in duplicates(reasons.map(\.id)) {
      top.mistake(at: "reasons", "The reason `\(id)` stands here twice.", "理由 `\(id)` 重复出现。")
    }
    for id in alternatives.flatMap(\.anyOf) where material(id) == nil {
      top.mistake(at: "alternatives", "There is no material `\(id)`.", "没有材料 `\(id)`。")
    }
    for id in carryOver?.anew ?? [] where material(id) == nil {
      top.mistake(at: "carryOver", "There is no material `\(id)`.", "没有材料 `\(id)`。")
    }
    if ![[.site], [.region], [.site, .region]].contains(levels) {
      top.mistake(at: "levels", "`levels` must be [site, region] or one of them.", "`levels` 应为 [site, region] 或其中之一。")
    }
    if handingIn == .automatic, lockedBy == .submission {
      top.mistake(
        at: "lockedBy", "Where uploads hand themselves in, `lockedBy` must be review: else the first would lock all.",
        "自动提交时 `lockedBy` 必须为 review，否则第一张图片就会锁定全部内容。")
    }
    if regionResult == .final {
      top.mistake(
        at: "regionResult", "The last level's result is at-once or published.", "最后一级的结果只能是 at-once 或 published。")
    }
    let following: [Application.State] = [.payment, .preparing, .passed, .failed]
    if stages != following.filter(stages.contains) {
      top.mistake(
        at: "stages", "`stages` may hold payment, preparing, passed, failed, in this order.",
        "`stages` 只能依次包含 payment、preparing、passed、failed。")
    }
    for field in WatermarkText.unknownFields(in: watermark) {
      top.mistake(
        at: "watermark", "The watermark knows {exam} {region} {registration} {date}, not {\(field)}.",
        "水印可用 {exam} {region} {registration} {date}，没有 {\(field)}。")
    }
  }

  private func duplicates(_ names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}

import Wording

/// An embedded colour profile must be usable.
struct ColourProfileRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard evidence.flaws.contains(where: { if case .brokenProfile = $0 { true } else { false } }) else { return nil }
    return Finding(
      .brokenProfile, .warning,
      Bilingual(
        "The colour profile inside is broken and was ignored; colours may differ a little.",
        "内嵌的颜色配置文件已损坏，已忽略；颜色可能略有差异。"))
  }
}

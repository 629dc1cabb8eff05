import Wording

/// The content must be in a format the portal takes, whatever the name says.
struct FormatRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    if case .notAPicture(let found?)? = evidence.failure, found.showsAPicture {
      return Finding(.wrongFormat, .error, DecodingError.notAPicture(found: found).explanation)
    }
    guard let format = evidence.facts?.format, !evidence.limits.formats.contains(format) else { return nil }
    let taken = evidence.limits.formats.map(\.name).sorted().joined(separator: "/")
    let advice = evidence.adviceToPrepare("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 转换。")
    return Finding(
      .wrongFormat, .error,
      Bilingual(
        "This is \(format.name), and the portal takes \(taken).\(advice.english)",
        "这是 \(format.name) 图片，系统只接受 \(taken)。\(advice.chinese)"))
  }
}

import Wording

/// A picture that others will see should not tell where its owner was.
struct LocationRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    guard evidence.facts?.hasLocation == true else { return nil }
    return Finding(
      .locationInside, .warning,
      Bilingual(
        "The file tells where the photo was taken (GPS). `uploadprep prepare` removes that.",
        "文件中含有拍摄地点（GPS）信息。`uploadprep prepare` 会将其清除。"))
  }
}

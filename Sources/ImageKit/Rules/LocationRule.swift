import Wording

/// A picture that others will see should not reveal where it was taken.
struct LocationRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard evidence.facts?.hasLocation == true else { return nil }
    return Finding(
      .locationInside, .warning,
      Bilingual(
        "The file tells where the photo was taken (GPS).", "文件中含有拍摄地点（GPS）信息。"),
      remedy: .prepare)
  }
}

import Wording

/// A file should contain only one picture, because programs handle further pictures differently.
struct SinglePictureRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let count = evidence.facts?.pictureCount, count > 1 else { return nil }
    return Finding(
      .multiplePictures, .warning,
      Bilingual(
        "The file holds \(count) pictures; only the first is looked at.",
        "文件中含有 \(count) 张图片，只处理第一张。"))
  }
}

import Wording

/// A file should be as its format prescribes, since not every program reads it otherwise.
struct UntidyFileRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    // Beside real damage this is no news.
    let flaws = evidence.flaws
    guard flaws.contains(where: \.isUntidiness), !flaws.contains(where: \.isDamage) else { return nil }
    return Finding(
      .untidyFile, .warning,
      Bilingual(
        "The picture is whole, but the file breaks rules of its format, and some programs refuse it.",
        "图片内容完整，但文件不符合格式规范，部分系统可能拒收。"),
      remedy: evidence.canBePrepared ? .prepare : nil)
  }
}

import Wording

/// A file should conform to its format's specification, because some programs reject it otherwise.
struct UntidyFileRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    // If the data is damaged, another rule reports that, and this finding would add nothing.
    let flaws = evidence.flaws
    guard flaws.contains(where: \.isUntidiness), !flaws.contains(where: \.isDamage) else { return nil }
    return Finding(
      .untidyFile, .warning,
      Bilingual(
        "The picture is whole, but the file breaks rules of its format, and some programs refuse it.",
        "图片内容完整，但文件不符合格式规范，部分系统可能拒收。"),
      remedy: evidence.remedy)
  }
}

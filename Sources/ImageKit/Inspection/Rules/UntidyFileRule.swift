import Wording

/// A file should be as its format prescribes, since not every program reads it otherwise.
struct UntidyFileRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    // Beside real damage this is no news.
    let flaws = evidence.flaws
    guard flaws.contains(where: \.isUntidiness), !flaws.contains(where: \.isDamage) else { return nil }
    let advice = evidence.adviceToPrepare(
      "`uploadprep prepare` makes a clean file of it.", "请用 `uploadprep prepare` 生成规范的文件。")
    return Finding(
      .untidyFile, .warning,
      Bilingual(
        "The picture is whole, but the file breaks rules of its format, and some programs refuse it.\(advice.english)",
        "图片内容完整，但文件不符合格式规范，部分系统可能拒收。\(advice.chinese)"))
  }
}

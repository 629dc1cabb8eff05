import Wording

/// The file must contain the whole picture.
struct TruncationRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    let cutInHeader = if case .truncated? = evidence.failure { true } else { false }
    guard cutInHeader || evidence.flaws.contains(.truncated) else { return nil }
    return Finding(
      .truncated, .error,
      Bilingual(
        "The file ends before the picture does. Copy it from the phone again, it was not transferred whole.",
        "文件不完整，图片后半部分缺失。请从手机重新传输。"))
  }
}

import Wording

/// The picture data must not be corrupt.
struct CorruptionRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    let beyondReading = if case .corrupt? = evidence.failure { true } else { false }
    let damaged = evidence.flaws.contains { if case .corrupt = $0 { true } else { false } }
    guard beyondReading || damaged else { return nil }
    return Finding(
      .corrupt, .error,
      Bilingual(
        "The file is damaged, and parts of the picture may be wrong. Copy it again, or take the photo again.",
        "文件已损坏，部分画面可能有误。请重新传输或重新拍摄。"))
  }
}

import Wording

/// The file must not be larger than the portal takes.
struct FileSizeRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    guard evidence.byteCount > evidence.limits.maxBytes else { return nil }
    let size = ByteCount.size(evidence.byteCount)
    let limit = ByteCount.limit(evidence.limits.maxBytes)
    let advice = evidence.adviceToPrepare("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 压缩。")
    return Finding(
      .tooManyBytes, .error,
      Bilingual(
        "The file has \(size); the portal takes \(limit).\(advice.english)",
        "文件大小为 \(size)，系统最多接受 \(limit)。\(advice.chinese)"))
  }
}

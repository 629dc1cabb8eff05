import Wording

/// The file must not exceed the portal's size limit.
struct FileSizeRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let maximum = evidence.rules.bytes.maximum, evidence.byteCount > maximum else { return nil }
    let size = ByteCount.size(evidence.byteCount)
    let limit = ByteCount.limit(maximum)
    return Finding(
      .tooManyBytes, .error,
      Bilingual(
        "The file has \(size); the portal takes \(limit).",
        "文件大小为 \(size)，系统最多接受 \(limit)。"),
      remedy: evidence.remedy)
  }
}

import Wording

/// The file must not be smaller than the portal's minimum.
struct FewBytesRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let minimum = evidence.rules.bytes.minimum, evidence.byteCount < minimum else { return nil }
    let count = evidence.byteCount
    return Finding(
      .tooFewBytes, .error,
      Bilingual(
        "The file has \(count) bytes; the portal takes no fewer than \(minimum).",
        "文件大小为 \(count) 字节，系统要求不小于 \(minimum) 字节。"),
      remedy: evidence.remedy)
  }
}

/// The file must not be larger than the portal takes.
struct FileSizeRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    guard evidence.byteCount > evidence.limits.maxBytes else { return nil }
    let size = kilobytes(evidence.byteCount)
    let limit = kilobytes(evidence.limits.maxBytes)
    let advice = evidence.adviceToPrepare("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 压缩。")
    return Finding(
      .tooManyBytes, .error,
      Bilingual(
        "The file has \(size) KB; the portal takes \(limit) KB.\(advice.english)",
        "文件大小为 \(size) KB，系统最多接受 \(limit) KB。\(advice.chinese)"))
  }

  /// A size in units of 1,024 bytes with one decimal, as file managers show it; never rounded onto the limit itself.
  private func kilobytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + 1023) / 1024
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

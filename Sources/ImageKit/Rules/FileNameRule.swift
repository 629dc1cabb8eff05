import Wording

/// The file name's extension should match the content, because some portals go by the extension alone.
struct FileNameRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let name = evidence.fileName, let format = evidence.facts?.format else { return nil }
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() ?? ""
    guard !format.endings.contains(ending) else { return nil }
    guard evidence.rules.formats.contains(format) else { return Self.renamed(format, ending) }
    let right = format.endings[0]
    return Finding(
      .extensionMismatch, .warning,
      ending.isEmpty
        ? Bilingual(
          "The content is \(format.name), and the name has no ending. Rename it to end in .\(right).",
          "文件内容是 \(format.name)，但文件名没有扩展名。请将扩展名改为 .\(right)。")
        : Bilingual(
          "The content is \(format.name), and the name ends in .\(ending). Rename it to end in .\(right).",
          "文件内容是 \(format.name)，但扩展名是 .\(ending)。请将扩展名改为 .\(right)。"))
  }

  /// The finding for a format that the portal does not accept: another extension would not help.
  private static func renamed(_ format: PictureFormat, _ ending: String) -> Finding {
    Finding(
      .extensionMismatch, .warning,
      Bilingual(
        "The content is \(format.name), whatever the name\(ending.isEmpty ? "" : " (.\(ending))") says: renaming does not "
          + "convert it.",
        "文件内容是 \(format.name)，与文件名\(ending.isEmpty ? "" : "（.\(ending)）")不符；改名并不能转换格式。"))
  }
}

/// The name's ending should tell the truth: some portals refuse by the ending alone.
struct FileNameRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    guard let name = evidence.fileName, let format = evidence.facts?.format else { return nil }
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() ?? ""
    guard !format.endings.contains(ending) else { return nil }
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
}

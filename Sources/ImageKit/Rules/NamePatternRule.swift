import Wording

/// The file's name must follow the portal's pattern. The message does not repeat the name, which may hold a person's
/// number.
struct NamePatternRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let pattern = evidence.rules.fileName.pattern, let name = evidence.fileName, !pattern.matches(name) else {
      return nil
    }
    return Finding(
      .wrongName, .error,
      Bilingual("The portal takes files named \(pattern.text).", "系统要求文件名为 \(pattern.text)。"))
  }
}

/// The file must lie in the folder that the portal names.
struct FolderRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let wanted = evidence.rules.fileName.folder, let folder = evidence.folder, folder != wanted else {
      return nil
    }
    return Finding(
      .wrongFolder, .error,
      Bilingual("The file must lie in a folder called \(wanted).", "文件应放在名为 \(wanted) 的文件夹中。"))
  }
}

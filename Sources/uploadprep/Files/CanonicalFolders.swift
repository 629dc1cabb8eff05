/// Folders without links, each looked up once.
struct CanonicalFolders {
  private var known: [Path: Path] = [:]

  /// The absolute path of a folder without links, `.` or `..`; the folder itself where it leads nowhere.
  mutating func canonical(_ folder: Path) -> Path {
    if let found = known[folder] { return found }
    let found = folder.canonical
    known[folder] = found
    return found
  }
}

/// A cache of canonical folder paths, so that `realpath` runs once for each folder.
struct CanonicalFolders {
  private var known: [Path: Path] = [:]

  /// The folder's absolute path without symbolic links, `.` or `..`; the path itself where it cannot be resolved.
  mutating func canonical(_ folder: Path) -> Path {
    if let found = known[folder] { return found }
    let found = folder.canonical
    known[folder] = found
    return found
  }
}

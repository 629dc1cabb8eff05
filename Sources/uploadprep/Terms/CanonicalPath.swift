import Glibc

extension Path {
  /// `-`: standard input where a file is read, standard output where one is written.
  static let standardStream = Path("-")

  /// The absolute path without symbolic links, `.` or `..`; the path itself where it cannot be resolved.
  var canonical: Path {
    withCString { text in
      guard let resolved = realpath(text, nil) else { return self }
      defer { free(resolved) }
      return Path(bytes: UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
  }

  /// Whether this canonical path lies below that canonical folder.
  func isInside(_ folder: Path) -> Bool { bytes.starts(with: folder.appending([]).bytes) }
}

import Glibc

/// Files that exist only while the command runs.
enum TemporaryFile {
  private static let beginning = ".uploadprep-"
  private static let ending = ".partial"

  /// A new name in the folder of the file or folder that it will become.
  ///
  /// It begins with a dot, so that folder walks skip it, and is short, so that it fits wherever the final name fits.
  static func path(beside path: Path) -> Path {
    path.sibling(named: (beginning + String(UInt64.random(in: 0...UInt64.max), radix: 36) + ending).utf8)
  }

  /// Whether a name has the form of those of ``path(beside:)``.
  static func isTemporary(_ name: [UInt8]) -> Bool {
    name.starts(with: beginning.utf8) && name.reversed().starts(with: ending.utf8.reversed())
  }

  /// Creates an empty file in the folder of the file that it will become.
  static func open(beside path: Path) throws(Failure) -> (path: Path, descriptor: Int32) {
    while true {
      let temporary = Self.path(beside: path)
      let (descriptor, number) = Interruption.withTemporaries { temporaries -> (Int32, Int32) in
        let descriptor = temporary.withCString { Glibc.open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
        if descriptor >= 0 { temporaries.insert(temporary) }
        return (descriptor, errno)
      }
      if descriptor >= 0 { return (temporary, descriptor) }
      if number != EEXIST { throw .systemCall("open", number, .cannotCreate, output: path) }
    }
  }

  /// Removes a temporary file.
  static func remove(_ temporary: Path) {
    Interruption.withTemporaries { temporaries in
      temporary.withCString { _ = unlink($0) }
      temporaries.remove(temporary)
    }
  }
}

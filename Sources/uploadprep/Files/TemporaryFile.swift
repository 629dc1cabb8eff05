import Glibc

/// Files that exist only while the command runs.
enum TemporaryFile {
  /// Creates an empty file in the folder of the file that it will become.
  ///
  /// Its name begins with a dot, so that folder walks skip it, and is short, so that it fits wherever the final name
  /// fits.
  static func open(beside path: Path) throws(Failure) -> (path: Path, descriptor: Int32) {
    while true {
      let name = ".uploadprep-" + String(UInt64.random(in: 0...UInt64.max), radix: 36) + ".partial"
      let temporary = path.sibling(named: name.utf8)
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

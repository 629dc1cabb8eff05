import Glibc

/// Files that exist only while the command runs.
enum TemporaryFile {
  /// Makes an empty file in the folder of another, for which it stands until it is whole.
  ///
  /// Its name begins with a dot, so that walks pass it by, and is short, so that it fits wherever the other's does.
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

  /// Removes one that is not needed any more.
  static func remove(_ temporary: Path) {
    Interruption.withTemporaries { temporaries in
      temporary.withCString { _ = unlink($0) }
      temporaries.remove(temporary)
    }
  }
}

import Glibc

/// A folder that appears with all of its files or not at all. A signal that ends the command removes what is not whole.
enum WholeFolder {
  /// Writes files into a folder of a temporary name, and renames it. A folder that is there already is replaced. If the
  /// process is killed, the temporary folder is left; ``removeLeftovers(in:)`` removes it.
  static func write(_ files: [(name: String, bytes: [UInt8])], to folder: Path) throws(Failure) {
    let temporary = try make(beside: folder, for: files.map { $0.name })
    do throws(Failure) {
      for file in files {
        try OutputFile.write(file.bytes, to: temporary.appending(file.name.utf8), replacing: false)
      }
      try replace(folder, with: temporary)
    } catch {
      Interruption.withTemporaries { temporaries in
        remove(temporary)
        forget(temporary, &temporaries)
      }
      throw error
    }
  }

  /// Removes what an earlier run that was killed has left in a folder, in which no other run is at work.
  static func removeLeftovers(in folder: Path) throws(Failure) {
    for name in try Folder.names(in: folder) where TemporaryFile.isTemporary(name) {
      remove(folder.appending(name))
    }
  }

  /// Makes an empty folder of a temporary name beside another. It and the files that it will get are temporary.
  static func make(beside folder: Path, for names: [String]) throws(Failure) -> Path {
    while true {
      let temporary = TemporaryFile.path(beside: folder)
      let number = Interruption.withTemporaries { temporaries -> Int32 in
        guard temporary.withCString({ mkdir($0, 0o777) }) == 0 else { return errno }
        temporaries.insert(temporary)
        temporaries.formUnion(names.map { temporary.appending($0.utf8) })
        return 0
      }
      if number == 0 { return temporary }
      guard number == EEXIST else { throw .systemCall("mkdir", number, .cannotCreate, output: folder) }
    }
  }

  /// Gives a temporary folder its name, and removes a folder that has that name now. No signal ends the command in
  /// between.
  private static func replace(_ folder: Path, with temporary: Path) throws(Failure) {
    let number = Interruption.withTemporaries { temporaries -> Int32 in
      let old = TemporaryFile.path(beside: folder)
      let isThere = (try? FileStatus.of(folder, followingLinks: false)) != nil
      if isThere {
        let number = rename(folder, to: old)
        guard number == 0 else { return number }
      }
      let number = rename(temporary, to: folder)
      guard number == 0 else {
        if isThere { _ = rename(old, to: folder) }
        return number
      }
      forget(temporary, &temporaries)
      if isThere { remove(old) }
      return 0
    }
    guard number == 0 else { throw .systemCall("rename", number, .cannotCreate, output: folder) }
  }

  /// Returns an error number, or 0.
  private static func rename(_ from: Path, to folder: Path) -> Int32 {
    from.withCString { from in folder.withCString { Glibc.rename(from, $0) } } == 0 ? 0 : errno
  }

  /// Takes a folder and its files from the temporary ones.
  private static func forget(_ folder: Path, _ temporaries: inout Set<Path>) {
    temporaries = temporaries.filter { $0 != folder && $0.parent != folder }
  }

  /// Removes a file, or a folder of files. What cannot be removed stays.
  private static func remove(_ path: Path) {
    if path.withCString({ unlink($0) }) == 0 { return }
    for name in (try? Folder.names(in: path)) ?? [] { path.appending(name).withCString { _ = unlink($0) } }
    path.withCString { _ = rmdir($0) }
  }
}

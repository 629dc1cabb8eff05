import Glibc

/// A folder that appears with all of its files or not at all.
enum WholeFolder {
  /// Writes files into a folder of a temporary name, and renames it. A folder that is there already is replaced. If the
  /// process is killed, the temporary folder is left; ``removeLeftovers(in:)`` removes it.
  static func write(_ files: [(name: String, bytes: [UInt8])], to folder: Path) throws(Failure) {
    let temporary = try make(beside: folder)
    do throws(Failure) {
      for file in files {
        try OutputFile.write(file.bytes, to: temporary.appending(file.name.utf8), replacing: false)
      }
      if (try? FileStatus.of(folder, followingLinks: false)) != nil {
        let old = try make(beside: folder)
        try rename(folder, to: old)
        do throws(Failure) {
          try rename(temporary, to: folder)
        } catch {
          try? rename(old, to: folder)
          throw error
        }
        remove(old)
      } else {
        try rename(temporary, to: folder)
      }
    } catch {
      remove(temporary)
      throw error
    }
  }

  /// Removes what an earlier run that was killed has left in a folder, in which no other run is at work.
  static func removeLeftovers(in folder: Path) throws(Failure) {
    for name in try Folder.names(in: folder) where TemporaryFile.isTemporary(name) {
      remove(folder.appending(name))
    }
  }

  private static func make(beside folder: Path) throws(Failure) -> Path {
    while true {
      let temporary = TemporaryFile.path(beside: folder)
      if temporary.withCString({ mkdir($0, 0o777) }) == 0 { return temporary }
      guard errno == EEXIST else { throw .systemCall("mkdir", errno, .cannotCreate, output: folder) }
    }
  }

  private static func rename(_ from: Path, to folder: Path) throws(Failure) {
    let result = from.withCString { from in folder.withCString { Glibc.rename(from, $0) } }
    guard result == 0 else { throw .systemCall("rename", errno, .cannotCreate, output: folder) }
  }

  /// Removes a file, or a folder of files. What cannot be removed stays.
  private static func remove(_ path: Path) {
    if path.withCString({ unlink($0) }) == 0 { return }
    for name in (try? Folder.names(in: path)) ?? [] { path.appending(name).withCString { _ = unlink($0) } }
    path.withCString { _ = rmdir($0) }
  }
}

import Glibc

/// Lists and creates folders.
enum Folder {
  /// All names except `.` and `..`, sorted by their bytes, which for UTF-8 is code point order.
  static func names(in folder: Path) throws(Failure) -> [[UInt8]] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .systemCall("opendir", errno, .noInput, input: folder.text)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = [UInt8](
        UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
      if name != [UInt8(ascii: ".")] && name != [UInt8](repeating: UInt8(ascii: "."), count: 2) { names.append(name) }
    }
    guard errno == 0 else { throw .systemCall("readdir", errno, .ioFailed, input: folder.text) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Creates a folder and its missing parents, like `mkdir -p`.
  static func make(_ folder: Path) throws(Failure) {
    if let status = try? FileStatus.of(folder, followingLinks: true) {
      guard status.isFolder else { throw .systemCall("mkdir", ENOTDIR, .cannotCreate, output: folder) }
      return
    }
    if folder.parent != folder { try make(folder.parent) }
    guard folder.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
      throw .systemCall("mkdir", errno, .cannotCreate, output: folder)
    }
  }
}

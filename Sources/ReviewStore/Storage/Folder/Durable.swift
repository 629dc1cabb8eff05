import Crypto
import Files
import Foundation
import SystemPackage

/// Reads and writes files durably: what was written survives a power failure.
enum Durable {
  /// Writes all bytes to a descriptor.
  static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws {
    do throws(Errno) {
      try FileDescriptor(rawValue: descriptor).writeWhole(bytes)
    } catch {
      throw StoreError(errno: error.rawValue)
    }
  }

  /// Writes all bytes to a descriptor of a file, at an offset.
  static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) throws {
    do {
      _ = try FileDescriptor(rawValue: descriptor).writeAll(toAbsoluteOffset: Int64(offset), bytes)
    } catch {
      throw StoreError(errno: (error as? Errno)?.rawValue ?? EIO)
    }
  }

  /// The current offset of a descriptor of a file.
  static func position(of descriptor: Int32) throws -> Int {
    let offset = lseek(descriptor, 0, SEEK_CUR)
    guard offset >= 0 else { throw StoreError(errno: errno) }
    return Int(offset)
  }

  /// Reads `count` bytes from a descriptor's current position; fewer only at the end of the file.
  static func read(_ count: Int, from descriptor: Int32) throws -> [UInt8] {
    do throws(Errno) {
      return try FileDescriptor(rawValue: descriptor).readWhole(count)
    } catch {
      throw StoreError(errno: error.rawValue)
    }
  }

  /// All bytes of a file, or the first ones; nil when it does not exist.
  static func read(_ path: String, atMost limit: Int = .max) throws -> [UInt8]? {
    // Opening a FIFO or device must not block.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw StoreError(errno: errno)
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw StoreError(errno: errno) }
    return try read(min(Int(facts.st_size), limit), from: descriptor)
  }

  /// Closes a descriptor. It is for types that have a method named `close`.
  static func close(_ descriptor: Int32) { _ = Foundation.close(descriptor) }

  /// The SHA-256 of a file, read in chunks.
  static func sha256(ofFileAt path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    defer { close(descriptor) }
    var hash = SHA256()
    while case let piece = try read(1 << 20, from: descriptor), !piece.isEmpty { hash.update(data: piece) }
    return hash.finalize().hexadecimal
  }

  /// With less free space than this, in bytes, a failed write is reported as a full disk: SQLite allocates in larger
  /// steps, so the last few blocks may stay free.
  private static let roomToWork: UInt64 = 1 << 20

  /// Why nothing can be written to a folder: the disk is full or read-only; nil when it is neither.
  static func diskError(at folder: String) -> StoreError? {
    var disk = statvfs()
    guard statvfs(folder, &disk) == 0 else { return nil }
    if disk.f_flag & UInt(ST_RDONLY) != 0 || access(folder, W_OK) != 0 { return .readOnly }
    let isFull = UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < roomToWork || (disk.f_files > 0 && disk.f_favail == 0)
    return isFull ? .diskFull : nil
  }

  /// Replaces a file, or makes it, for its owner only: whoever reads it sees the old content or the new one.
  static func replace(_ path: String, with content: [UInt8]) throws {
    let unfinished = "\(path).\(UUID().uuidString)"
    let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    defer {
      close(descriptor)
      unlink(unfinished)
    }
    try write(content, to: descriptor)
    guard fsync(descriptor) == 0, rename(unfinished, path) == 0 else { throw StoreError(errno: errno) }
    try syncFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Deletes a file, if it exists.
  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw StoreError(errno: errno) }
  }

  /// Syncs a folder to disk. A rename in it is durable only afterwards.
  static func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno) }
  }

  /// Renames a finished folder to its final name, durably. Only an empty folder of that name may exist.
  static func moveFolder(_ from: String, to path: String) throws {
    try syncFolder(from)
    guard rename(from, path) == 0 else {
      throw [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno) ? StoreError.exists(path: path) : StoreError(errno: errno)
    }
    try syncFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Whether a path is a folder; a symbolic link to one is not.
  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is a file, or a symbolic link to one.
  static func isFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  /// Whether anything exists at a path, even a dangling symbolic link.
  static func isThere(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  /// The names in a folder, sorted; empty when the folder does not exist.
  static func names(in path: String) throws -> [String] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw StoreError(errno: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

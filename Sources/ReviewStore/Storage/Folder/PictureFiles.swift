import Foundation
import Wording

/// The store's pictures as files named by their digest: `objects/ab/cdef….jpg`.
struct PictureFiles: PictureBytes {
  /// The store's folder.
  let folder: String

  private var objects: String { folder + "/objects" }
  private var temporaries: String { folder + "/tmp" }

  /// Creates the folders of a new store.
  func create() throws {
    for path in [objects, temporaries] {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw StoreError(errno: errno) }
    }
    try Durable.syncFolder(folder)
  }

  /// The path of a picture's file, whether or not it exists.
  func path(of sha256: Digest) -> String {
    "\(objects)/\(sha256.rawValue.prefix(2))/\(sha256.rawValue.dropFirst(2)).jpg"
  }

  /// Writes bytes durably to a temporary file.
  func stage(_ bytes: [UInt8], as picture: Digest) throws -> any StagedPicture {
    let path = "\(temporaries)/\(UUID().uuidString)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    do {
      guard flock(descriptor, LOCK_EX) == 0 else { throw StoreError(errno: errno) }
      try Durable.write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw StoreError(errno: errno) }
    } catch {
      unlink(path)
      close(descriptor)
      throw error
    }
    return StagedFile(sha256: picture, files: self, path: path, descriptor: descriptor)
  }

  /// Renames a staged picture to its final name, durably.
  ///
  /// An existing file of that name is replaced: its content is the same, unless it is damaged.
  fileprivate func place(_ staged: StagedFile) throws {
    let target = path(of: staged.sha256)
    let parent = (target as NSString).deletingLastPathComponent
    if mkdir(parent, 0o700) == 0 {
      try Durable.syncFolder(objects)
    } else if errno != EEXIST {
      throw StoreError(errno: errno)
    }
    guard rename(staged.path, target) == 0 else {
      // A transaction that is run again places the file again.
      guard errno == ENOENT, Durable.isThere(target) else { throw StoreError(errno: errno) }
      return
    }
    try Durable.syncFolder(parent)
  }

  /// A picture's bytes; nil when there is no such file.
  func read(_ sha256: Digest) throws -> [UInt8]? {
    try Durable.read(path(of: sha256))
  }

  /// Deletes a picture's file durably, if it exists. Must be called inside a write transaction.
  func remove(_ sha256: Digest) throws {
    let path = path(of: sha256)
    guard unlink(path) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw StoreError(errno: errno) }
      return
    }
    try Durable.syncFolder((path as NSString).deletingLastPathComponent)
  }

  /// Whether anything exists at the path of a picture's file.
  func isThere(_ sha256: Digest) -> Bool { Durable.isThere(path(of: sha256)) }

  func hasEntry(_ path: String) -> Bool { Durable.isThere(path) }

  func removeEntry(_ path: String) throws { try Durable.remove(path) }

  var isShared: Bool { false }

  var removalsAtOnce: Int { .max }

  func checkReachable() {}

  /// Calls a closure for each file with the digest that its name encodes; nil for a name that is not a picture's.
  func eachEntry(_ body: (PictureEntry) throws -> Void) throws {
    for part in try Durable.names(in: objects) {
      let folder = objects + "/" + part
      guard Durable.isFolder(folder) else {
        try body(PictureEntry(name: folder))
        continue
      }
      for name in try Durable.names(in: folder) {
        let digits = Digest(part + name.dropLast(4))
        let isPicture =
          name.hasSuffix(".jpg") && digits.rawValue.utf8.count == 64 && path(of: digits) == "\(folder)/\(name)"
        try body(PictureEntry(name: "\(folder)/\(name)", picture: isPicture ? digits : nil))
      }
    }
  }

  /// Temporary files that no running process uses. Files that SQLite creates beside a temporary file are in use as
  /// long as that file is.
  func abandoned() throws -> [String] {
    let names = try Durable.names(in: temporaries)
    let alive = names.filter { isInUse(temporaries + "/" + $0) }
    return names.filter { name in
      !alive.contains {
        name == $0 || ["-journal", "-wal", "-shm"].contains(name.dropFirst($0.count)) && name.hasPrefix($0)
      }
    }.map { temporaries + "/" + $0 }
  }

  private func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  /// Creates an empty temporary file. When the returned lock is released, the file counts as left by a crash.
  func makeTemporary() throws -> (path: String, lock: FileLock) {
    while true {
      let path = "\(temporaries)/\(UUID().uuidString)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw StoreError(errno: errno) }
      close(descriptor)
      // Before it was locked, another process may have taken it for left behind.
      if let lock = try? FileLock(path, shared: false, wait: true), lock.isOf(path) { return (path, lock) }
    }
  }

  /// Prevents the deletion of picture files while the returned lock exists; for backups, which read files one by one.
  func keepAll() throws -> FileLock { try FileLock(objects, shared: true, wait: true)! }

  func collecting<Value>(within seconds: Double, _ body: () throws -> Value) throws -> Value? {
    guard let lock = try mayCollect(within: seconds) else { return nil }
    return try withExtendedLifetime(lock) { try body() }
  }

  /// The lock for collecting files; nil when a backup still holds it after so many seconds.
  private func mayCollect(within seconds: Double) throws -> FileLock? {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      if let lock = try FileLock(objects, shared: false, wait: false) { return lock }
      guard ContinuousClock.now < end else { return nil }
      usleep(20_000)
    }
  }
}

/// A picture that is on disk under a temporary name.
private struct StagedFile: StagedPicture {
  let sha256: Digest
  let files: PictureFiles
  let path: String
  /// Held open and locked until it is placed, so that a collector can tell it from one that a crash left behind.
  let descriptor: Int32

  func place() throws { try files.place(self) }

  func release() {
    unlink(path)
    close(descriptor)
  }
}

/// An advisory lock on a file or folder (flock), held until it is deallocated.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes a lock; nil when others hold it and `wait` is false.
  init?(_ path: String, shared: Bool, wait: Bool) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno) }
    guard flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB)) == 0 else {
      close(descriptor)
      return nil
    }
  }

  /// Whether a path still leads to the locked file or folder.
  func isOf(_ path: String) -> Bool {
    var (locked, found) = (stat(), stat())
    return fstat(descriptor, &locked) == 0 && stat(path, &found) == 0 && locked.st_dev == found.st_dev
      && locked.st_ino == found.st_ino
  }

  deinit { close(descriptor) }
}

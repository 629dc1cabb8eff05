import Files
import Glibc
import ImageKit
import SystemPackage
import Wording

/// A file that is written atomically: readers see all of it or nothing.
///
/// It is written to a temporary file in the same folder, which ``commit()`` renames to the final name. If the value
/// goes out of scope first, or a signal ends the command, the temporary file is removed. `-` is standard output, which
/// is written to directly.
struct OutputFile: ~Copyable {
  private let path: Path
  private let temporary: Path?
  private let descriptor: Int32
  private let replaces: Bool
  private var isOpen: Bool

  /// Creates the temporary file.
  ///
  /// - Parameters:
  ///   - path: the final name.
  ///   - replacing: whether an existing file of that name may be replaced.
  init(_ path: Path, replacing: Bool) throws(Failure) {
    guard path != .standardStream else {
      self.path = path
      temporary = nil
      descriptor = STDOUT_FILENO
      replaces = false
      isOpen = false
      return
    }
    try Self.checkPlace(path, replacing: replacing)
    let (temporary, descriptor) = try TemporaryFile.open(beside: path)
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
    replaces = replacing
    isOpen = true
  }

  deinit {
    if isOpen { discard() }
  }

  /// Writes a whole file and commits it.
  ///
  /// - Parameter times: access and modification times to set; nil keeps the present time.
  static func write(_ bytes: [UInt8], to path: Path, replacing: Bool, times: FileTimes? = nil) throws(Failure) {
    var file = try OutputFile(path, replacing: replacing)
    try file.write(bytes)
    if let times, file.temporary != nil {
      var both = [times.read, times.changed]
      _ = futimens(file.descriptor, &both)
    }
    try file.commit()
  }

  /// Appends bytes.
  mutating func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    guard temporary != nil else { return try Self.writeToStandardOutput(Array(bytes)) }
    try Failure.calling("write", .ioFailed, output: path) { () throws(Errno) in
      try FileDescriptor(rawValue: descriptor).writeWhole(bytes)
    }
  }

  /// Renames the temporary file to its final name.
  consuming func commit() throws(Failure) {
    guard let temporary else { return }
    guard close(descriptor) == 0 else {
      throw .systemCall("close", errno, .ioFailed, output: path)
    }
    isOpen = false
    let number = Interruption.withTemporaries { temporaries in
      let number = temporary.withCString { from in
        path.withCString { to in replaces ? Self.rename(from, to) : Self.link(from, to) }
      }
      if number != 0 { temporary.withCString { _ = unlink($0) } }
      temporaries.remove(temporary)
      return number
    }
    if number == EEXIST { throw Self.exists(path) }
    guard number == 0 else { throw .systemCall("rename", number, .cannotCreate, output: path) }
  }

  /// Renames without replacing an existing file: a hard link, then removal of the old name. On file systems without
  /// hard links (FAT on a USB stick) it checks for the name first, which leaves a short race.
  private static func link(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 {
    if Glibc.link(from, to) == 0 { return unlink(from) == 0 ? 0 : errno }
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { return errno }
    return access(to, F_OK) == 0 ? EEXIST : rename(from, to)
  }

  private static func rename(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 {
    Glibc.rename(from, to) == 0 ? 0 : errno
  }

  private func discard() {
    close(descriptor)
    if let temporary { TemporaryFile.remove(temporary) }
  }

  private static func writeToStandardOutput(_ bytes: [UInt8]) throws(Failure) {
    do {
      try bytes.withUnsafeBytes { try Console.write($0, to: STDOUT_FILENO) }
    } catch {
      throw Failure(any: error)
    }
  }

  /// Refuses an output path that cannot be used, before any work is done.
  ///
  /// Only a regular file or a link is ever replaced: `--force -o /dev/null` must not delete the device.
  static func checkPlace(_ path: Path, replacing: Bool) throws(Failure) {
    guard path != .standardStream, let status = try? FileStatus.of(path, followingLinks: false) else { return }
    if status.isRegularFile || status.isLink {
      if !replacing { throw exists(path) }
    } else {
      throw Failure(
        .cannotCreate, code: "not-a-file",
        Bilingual(
          "\(Printable.name(path.text)) is a folder or a device, not a file. Name a file to write to.",
          "\(Printable.name(path.text)) 是文件夹或设备，不是文件，请指定一个文件名。"))
    }
  }

  private static func exists(_ path: Path) -> Failure {
    Failure(
      .cannotCreate, code: "already-exists",
      Bilingual(
        "\(Printable.name(path.text)) exists already. Add --force to replace it.",
        "\(Printable.name(path.text)) 已存在，加上 --force 可替换。"))
  }
}

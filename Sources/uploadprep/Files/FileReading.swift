import Files
import Glibc
import ImageKit
import SystemPackage
import Wording

/// Reads whole files into memory.
enum FileReading {
  /// Reads a list of paths, a policy or a table. Unlike a photo it may be a pipe, such as the shell's
  /// `<(find … -print0)`.
  static func bytes(ofText path: Path) throws(Failure) -> [UInt8] {
    guard path != .standardStream else {
      return try bytes(from: STDIN_FILENO, expecting: 1 << 16, atMost: 1 << 30, path)
    }
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { throw .systemCall("open", errno, .noInput, input: path.text) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.isFolder {
      throw Failure(
        .unreadableData, code: "is-a-folder",
        Bilingual("This is a folder. Name a file.", "这是文件夹，请指定一个文件。"), input: path.text)
    }
    return try bytes(from: descriptor, expecting: 1 << 16, atMost: 1 << 30, path)
  }

  /// Reads a descriptor to its end.
  ///
  /// - Parameters:
  ///   - size: the expected number of bytes. It sizes the first read; an exact value avoids copying.
  ///   - limit: the largest number of bytes that is accepted; with more, the read fails.
  static func bytes(
    from descriptor: Int32, expecting size: Int, atMost limit: Int, _ path: Path
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var room = size + 1
    while true {
      let chunk = try Failure.calling("read", .ioFailed, input: path.text) { () throws(Errno) in
        try FileDescriptor(rawValue: descriptor).readWhole(room)
      }
      // A regular file usually arrives in the first read; its array is used without a copy.
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= limit else {
        throw Failure(DecodingError.tooManyBytes(count: bytes.count, limit: limit), .unreadableData, input: path.text)
      }
      if chunk.count < room { return bytes }
      room = min(bytes.count, limit + 1 - bytes.count)
    }
  }

  /// Reads the lines of a regular file of any size, one after another.
  ///
  /// - Parameter body: is given each line without its line break. One of more than 16 MiB is given in part, as an empty
  ///   line.
  static func eachLine(
    of path: Path, _ body: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { throw .systemCall("open", errno, .noInput, input: path.text) }
    defer { close(descriptor) }
    let size = 1 << 20
    var line: [UInt8] = []
    while true {
      let piece = try Failure.calling("read", .ioFailed, input: path.text) { () throws(Errno) in
        try FileDescriptor(rawValue: descriptor).readWhole(size)
      }
      var rest = piece[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        if line.isEmpty {
          try body(rest[..<end])
        } else {
          line += rest[..<end]
          try body(line[...])
          line.removeAll(keepingCapacity: true)
        }
        rest = rest[(end + 1)...]
      }
      line += rest
      if line.count > 1 << 24 { line.removeAll() }
      if piece.count < size { break }
    }
    if !line.isEmpty { try body(line[...]) }
  }
}

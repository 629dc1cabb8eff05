import Glibc

/// Bytes put aside on the disk for later, in a file without a name: however the command ends, nothing of it remains.
struct SpoolFile: ~Copyable {
  private let descriptor: Int32
  private let path: Path

  /// An empty one, on the same disk as a file that it is a part of, or where temporary files belong if that file is
  /// standard output.
  init(beside output: Path) throws(Failure) {
    let path = output == .standardStream ? Self.temporaryFolder.appending("output".utf8) : output
    let (temporary, descriptor) = try TemporaryFile.open(beside: path)
    TemporaryFile.remove(temporary)
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static var temporaryFolder: Path {
    guard let value = getenv("TMPDIR"), value.pointee != 0 else { return Path("/tmp") }
    return Path(String(cString: value))
  }

  /// Adds bytes at the end.
  mutating func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    let number = TemporaryFile.write(bytes, to: descriptor)
    guard number == 0 else { throw .systemCall("write", number, .ioFailed, output: path) }
  }

  /// Copies everything to the end of a file.
  func copy(to file: inout OutputFile) throws(Failure) {
    try eachChunk { chunk throws(Failure) in try file.write(chunk) }
  }

  /// Adds everything to the end of another, and is empty then.
  mutating func move(to other: inout SpoolFile) throws(Failure) {
    try eachChunk { chunk throws(Failure) in try other.write(chunk) }
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .systemCall("ftruncate", errno, .ioFailed, output: path)
    }
  }

  private func eachChunk(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var offset: off_t = 0
    while true {
      var number: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
        let got = pread(descriptor, buffer.baseAddress, buffer.count, offset)
        if got < 0 { number = errno } else { count = got }
      }
      guard number == 0 else { throw .systemCall("read", number, .ioFailed, output: path) }
      if chunk.isEmpty { return }
      try body(chunk)
      offset += chunk.count
    }
  }
}

import Files
import Glibc
import SystemPackage

/// A part of an output that is put aside until what comes before it is known.
struct SpoolFile: ~Copyable {
  private let file: NamelessFile
  private let path: Path

  /// An empty one, on the same disk as a file that it is a part of, or where temporary files belong if that file is
  /// standard output.
  init(beside output: Path) throws(Failure) {
    let folder = output == .standardStream ? Self.temporaryFolder : output.parent
    file = try Failure.calling("open", .cannotCreate, output: output) { () throws(Errno) in
      try NamelessFile(in: folder.systemPath)
    }
    path = output == .standardStream ? folder : output
  }

  private static var temporaryFolder: Path {
    guard let value = getenv("TMPDIR"), value.pointee != 0 else { return Path("/tmp") }
    return Path(String(cString: value))
  }

  /// Adds bytes at the end.
  mutating func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    try Failure.calling("write", .ioFailed, output: path) { () throws(Errno) in try file.append(bytes) }
  }

  /// Copies everything to the end of a file.
  func copy(to file: inout OutputFile) throws(Failure) {
    try eachChunk { chunk throws(Failure) in try file.write(chunk) }
  }

  /// Adds everything to the end of another, and is empty then.
  mutating func move(to other: inout SpoolFile) throws(Failure) {
    try eachChunk { chunk throws(Failure) in try other.write(chunk) }
    try Failure.calling("ftruncate", .ioFailed, output: path) { () throws(Errno) in try file.empty() }
  }

  private func eachChunk(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var offset = 0
    while true {
      let chunk = try Failure.calling("read", .ioFailed, output: path) { () throws(Errno) in
        try file.read(1 << 20, from: offset)
      }
      if chunk.isEmpty { return }
      try body(chunk)
      offset += chunk.count
    }
  }
}

import Files
import Glibc
import SystemPackage

/// Buffers a part of an output on disk until the parts before it are known.
struct SpoolFile: ~Copyable {
  private let file: NamelessFile
  private let path: Path

  /// Creates an empty spool file: in the output's folder, or in the temporary folder if the output is standard output.
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

  /// Appends bytes.
  mutating func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    try Failure.calling("write", .ioFailed, output: path) { () throws(Errno) in try file.append(bytes) }
  }

  /// Copies everything to the end of a file.
  func copy(to file: inout OutputFile) throws(Failure) {
    try eachChunk { chunk throws(Failure) in try file.write(chunk) }
  }

  /// Moves everything to the end of another spool file; this one is empty afterwards.
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

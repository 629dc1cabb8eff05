import Glibc
import ImageKit

extension Input {
  /// The bytes of the file, or of standard input.
  ///
  /// - Parameter limit: the most bytes to take; more are refused, a file's before anything is read.
  func read(atMost limit: Int) throws(Failure) -> [UInt8] {
    switch kind {
    case .unreadable(let failure), .missing(let failure): throw failure
    case .standardInput: return try FileReading.bytes(from: STDIN_FILENO, expecting: 1 << 20, atMost: limit, path)
    case .file:
      // Between finding and opening, a file may have become a pipe: never wait for its writer.
      let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
      guard descriptor >= 0 else { throw .systemCall("open", errno, .noInput, input: text) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw .systemCall("fstat", errno, .ioFailed, input: text) }
      guard status.isRegularFile else { throw .notAFile }
      guard status.st_size <= limit else {
        throw Failure(DecodingError.tooManyBytes(count: status.st_size, limit: limit), .unreadableData, input: text)
      }
      return try FileReading.bytes(from: descriptor, expecting: status.st_size, atMost: limit, path)
    }
  }
}

extension Input {
  /// Whether the content begins as a picture does. Standard input is taken for one: it can be read only once.
  var looksLikePicture: Bool {
    guard case .file = kind else { return true }
    return PictureFormat(sniffing: head(16)) != nil
  }

  /// The first bytes of a file; none where it cannot be read.
  func head(_ most: Int) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, most))
    }
  }
}

import Glibc
import ImageKit

extension Input {
  /// Reads the file, or standard input.
  ///
  /// - Parameter limit: the largest number of bytes that is accepted. A larger regular file is refused before it is
  ///   read.
  func read(atMost limit: Int) throws(Failure) -> [UInt8] {
    switch kind {
    case .unreadable(let failure), .missing(let failure): throw failure
    case .object(let object): return try object.read(atMost: limit)
    case .standardInput: return try FileReading.bytes(from: STDIN_FILENO, expecting: 1 << 20, atMost: limit, path)
    case .file:
      // Since it was found, the file may have been replaced by a pipe. O_NONBLOCK keeps open(2) from waiting for a
      // writer.
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
  /// Whether the content begins with the signature of a picture or document format. Standard input counts as a picture: it can be
  /// read only once.
  var looksLikePicture: Bool {
    if isStandardInput { return true }
    return PictureFormat(sniffing: head(16)) != nil || looksLikeDocument
  }

  /// The first bytes of a file; empty where it cannot be read.
  func head(_ most: Int) -> [UInt8] {
    if case .object = kind { return Array((try? read(atMost: .max))?.prefix(most) ?? []) }
    guard case .file = kind else { return [] }
    let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, most))
    }
  }
}

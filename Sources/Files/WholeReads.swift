import SystemPackage

extension FileDescriptor {
  /// Reads until `count` bytes are there or the file ends. A single read(2) may return fewer, for example from a pipe.
  ///
  /// - Parameters:
  ///   - count: the largest number of bytes to read.
  ///   - offset: the offset to read from; nil for the descriptor's current position.
  package func readWhole(_ count: Int, from offset: Int64? = nil) throws(Errno) -> [UInt8] {
    var failure: Errno?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(Errno) {
        filled = try fill(UnsafeMutableRawBufferPointer(buffer), from: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all bytes; a single write(2) may write fewer.
  package func writeWhole(_ bytes: some Sequence<UInt8>) throws(Errno) {
    try Errno.typed { _ = try writeAll(bytes) }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int64?) throws(Errno) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = try Errno.typed {
        if let offset { return try read(fromAbsoluteOffset: offset + Int64(filled), into: rest) }
        return try read(into: rest)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}

extension Errno {
  /// Narrows the type of thrown errors to `Errno`, for calls that throw nothing else but are declared untyped.
  static func typed<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
    do { return try body() } catch { throw error as? Errno ?? .ioError }
  }
}

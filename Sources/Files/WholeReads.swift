import SystemPackage

extension FileDescriptor {
  /// Reads until so many bytes are there, or the file ends: a read may bring fewer than were asked for, as from a pipe.
  ///
  /// - Parameters:
  ///   - count: The most bytes to read.
  ///   - offset: Where to begin; nil for where the descriptor stands.
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

  /// Writes all of some bytes.
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
  /// Calls what throws nothing but system errors, without saying so in its type.
  static func typed<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
    do { return try body() } catch { throw error as? Errno ?? .ioError }
  }
}

import Foundation
import ImageKit
import Wording

/// A tar archive in the format of POSIX.1-1988 (ustar), so that any tool can read a backup. Each file has a header of
/// 512 bytes and is padded to 512; two empty blocks end the archive. Sizes over 8 GiB use GNU's binary form.
///
/// Written here because a backup needs one kind of entry only, and a restore must refuse every other kind.
enum TarArchive {
  static let block = 512

  /// A file's header.
  static func header(_ name: String, size: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    func octal(_ number: Int, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: digits - text.count) + text
    }
    put(name, at: 0)
    put(octal(0o600, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    if size < 1 << 33 {
      put(octal(size, 11), at: 124)
    } else {
      header[124] = 0x80
      for index in 0..<8 { header[135 - index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
    }
    put(octal(0, 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
    return header
  }

  /// A header's name and size; nil for an empty block, or when the checksum is wrong.
  static func entry(_ header: [UInt8]) -> (name: String, size: Int)? {
    guard header.count == block, header[0] != 0 else { return nil }
    let text = { (range: Range<Int>) in String(decoding: header[range].prefix { $0 != 0 && $0 != 32 }, as: UTF8.self) }
    let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    guard Int(text(148..<156), radix: 8) == sum else { return nil }
    let size = header[124] == 0x80 ? header[128..<136].reduce(0) { $0 << 8 | Int($1) } : Int(text(124..<136), radix: 8)
    // More than any disk holds: such a header is hostile.
    guard let size, (0..<1 << 50).contains(size) else { return nil }
    return (text(0..<100), size)
  }
}

/// Writes a tar archive.
struct TarWriter {
  /// Writes the next bytes.
  private let write: ([UInt8]) throws -> Void

  /// Writes to wherever a closure does.
  init(_ write: @escaping ([UInt8]) throws -> Void) { self.write = write }

  /// Writes to a descriptor.
  init(descriptor: Int32) { write = { try Durable.write($0, to: descriptor) } }

  /// Adds a file from memory.
  func add(_ name: String, _ bytes: [UInt8]) throws {
    try write(TarArchive.header(name, size: bytes.count))
    try write(bytes)
    try pad(bytes.count)
  }

  /// Adds a file from disk, in chunks.
  func add(_ name: String, fileAt path: String) throws {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw StoreError(errno: errno) }
    defer { close(source) }
    var facts = stat()
    guard fstat(source, &facts) == 0 else { throw StoreError(errno: errno) }
    let size = Int(facts.st_size)
    try write(TarArchive.header(name, size: size))
    var left = size
    while left > 0 {
      let piece = try Durable.read(min(left, 1 << 20), from: source)
      guard !piece.isEmpty else {
        throw StoreError.inputOutput(Bilingual("\(path) became shorter", "\(path) 在读取时变短"))
      }
      try write(piece)
      left -= piece.count
    }
    try pad(size)
  }

  /// Ends the archive.
  func finish() throws { try write([UInt8](repeating: 0, count: 2 * TarArchive.block)) }

  /// Fills the last block of a file of this size.
  func pad(_ size: Int) throws {
    let rest = size % TarArchive.block
    if rest > 0 { try write([UInt8](repeating: 0, count: TarArchive.block - rest)) }
  }
}

/// Reads a tar archive from a descriptor, entry by entry.
struct TarReader {
  let descriptor: Int32

  /// The next file's name and size; nil at the end marker.
  func next() throws -> (name: String, size: Int)? {
    let header = try Durable.read(TarArchive.block, from: descriptor)
    if let entry = TarArchive.entry(header) { return entry }
    guard header.count == TarArchive.block, header.allSatisfy({ $0 == 0 }) else {
      throw StoreError.badBackup(Bilingual("it ends too early or is no archive", "不是归档文件，或提前结束"))
    }
    return nil
  }

  /// Passes over the content of the current entry without reading it. Only for files.
  func skip(_ size: Int) throws {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw StoreError(errno: errno) }
    let padded = (size + TarArchive.block - 1) / TarArchive.block * TarArchive.block
    let place = lseek(descriptor, off_t(padded), SEEK_CUR)
    guard place >= 0 else { throw StoreError(errno: errno) }
    guard place <= facts.st_size else { throw StoreError.badBackup(Bilingual("it ends too early", "提前结束")) }
  }

  /// The content of the current entry, in chunks.
  func content(_ size: Int, _ body: ([UInt8]) throws -> Void) throws {
    var left = size
    while left > 0 {
      let piece = try Durable.read(min(left, 1 << 20), from: descriptor)
      guard !piece.isEmpty else { throw StoreError.badBackup(Bilingual("it ends too early", "提前结束")) }
      try body(piece)
      left -= piece.count
    }
    let rest = size % TarArchive.block
    if rest > 0 { _ = try Durable.read(TarArchive.block - rest, from: descriptor) }
  }
}

import Files
import SystemPackage

/// A small file outside the database with the log's length and last hash, written after each commit.
///
/// If `store.sqlite-wal` is emptied or `store.sqlite` is replaced by an older file, the database is consistent but has
/// lost its last acts. This file then records entries that the log lacks. It is not synced each time: after a power
/// failure it may be behind the log, but never ahead of it.
struct HeadFile: Sendable {
  /// The file's name in the store's folder.
  static let fileName = "store.head"

  /// The file's path.
  let path: String

  /// The recorded head; nil when there is no file, or its content is invalid.
  func read() -> ChainHead? { (try? Durable.read(path)).flatMap(Self.head(in:)) }

  /// The head in a file's content: the length, a space, the hash, a line's end. Parsed byte by byte, because every act
  /// reads it.
  private static func head(in content: [UInt8]) -> ChainHead? {
    let blank = UInt8(ascii: " ")
    guard let space = content.firstIndex(of: blank), space > 0 else { return nil }
    var length = 0
    for digit in content[..<space] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), length < 1 << 58 else { return nil }
      length = 10 * length + Int(digit - UInt8(ascii: "0"))
    }
    let rest = content[(space + 1)...]
    let hash = rest.prefix { $0 > blank }
    guard hash.count == 64, rest.dropFirst(hash.count).allSatisfy({ $0 <= blank }) else { return nil }
    return ChainHead(length: length, hash: String(decoding: hash, as: UTF8.self))
  }

  /// Creates the file, durably.
  func create(_ head: ChainHead) throws {
    let file = try UnfinishedFile(becoming: path)
    defer { file.abandon() }
    try Durable.write(Array(text(head).utf8), to: file.descriptor)
    do { try file.finish() } catch StoreError.exists {}
  }

  /// Records the head, unless another process has recorded a later one. A failure is ignored: the act has been
  /// committed, and `verify` shows how many entries the file records.
  func note(_ head: ChainHead) {
    let options: FileDescriptor.OpenOptions = [.create, .closeOnExec]
    guard let file = try? FileDescriptor.open(path, .readWrite, options: options, permissions: .ownerReadWrite) else {
      return
    }
    try? file.closeAfter {
      // One more byte than a head has, so that a longer content is not taken for one.
      let known = try Self.head(in: file.readWhole(Self.size + 1, from: 0))
      if let known, known.length >= head.length { return }
      _ = try file.writeAll(toAbsoluteOffset: 0, text(head).utf8)
    }
  }

  /// The file's length: 20 digits, a space, 64 digits, a line's end.
  private static let size = 86

  /// All heads have the same length, so that one write replaces the whole content.
  private func text(_ head: ChainHead) -> String {
    let digits = String(head.length)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + " " + head.hash + "\n"
  }
}

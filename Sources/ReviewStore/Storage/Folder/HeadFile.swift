import Files
import SystemPackage

/// A small file outside the database with the log's end, written after each commit, and the last signed head.
///
/// If `store.sqlite-wal` is emptied or `store.sqlite` is replaced by an older file, the database is consistent but has
/// lost its last acts. This file then records entries that the log lacks. It is not synced each time: after a power
/// failure it may be behind the log, but never ahead of it.
///
/// The first line has the number and the hash of the log's last entry, the second the signed head as ``SealedHead/line``.
/// Each write replaces one line.
struct HeadFile: Sendable {
  /// The file's name in the store's folder.
  static let fileName = "store.head"

  /// The file's path.
  let path: String

  /// What the file records; nil when there is no file, or its first line is invalid.
  func read() -> KnownHeads? { (try? Durable.read(path)).flatMap(Self.heads(in:)) }

  private static func heads(in content: [UInt8]) -> KnownHeads? {
    guard let head = head(in: content) else { return nil }
    let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
    return KnownHeads(log: head, sealed: lines.dropFirst().first.flatMap { SealedHead(line: String($0)) })
  }

  /// The head in the first line: the length, a space, the hash. Parsed byte by byte, because every act reads it.
  private static func head(in content: [UInt8]) -> ChainHead? {
    let blank = UInt8(ascii: " ")
    let line = content.prefix { $0 != UInt8(ascii: "\n") }
    guard let space = line.firstIndex(of: blank), space > 0 else { return nil }
    var length = 0
    for digit in line[..<space] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), length < 1 << 58 else { return nil }
      length = 10 * length + Int(digit - UInt8(ascii: "0"))
    }
    let rest = line[(space + 1)...]
    let hash = rest.prefix { $0 > blank }
    guard hash.count == 64, rest.dropFirst(hash.count).allSatisfy({ $0 <= blank }) else { return nil }
    return ChainHead(length: length, hash: String(decoding: hash, as: UTF8.self))
  }

  /// Creates the file, durably.
  func create(_ heads: KnownHeads) throws {
    let file = try UnfinishedFile(becoming: path)
    defer { file.abandon() }
    let text = text(heads.log) + (heads.sealed.map(text) ?? "")
    try Durable.write(Array(text.utf8), to: file.descriptor)
    do { try file.finish() } catch StoreError.exists {}
  }

  /// Records the log's end, unless another process has recorded a later one. A failure is ignored: the act has been
  /// committed, and `verify` shows how many entries the file records.
  func note(_ head: ChainHead) {
    change { file in
      let known = try Self.head(in: file.readWhole(Self.size, from: 0))
      if let known, known.length >= head.length { return }
      _ = try file.writeAll(toAbsoluteOffset: 0, text(head).utf8)
    }
  }

  /// Records a signed head, unless another process has recorded a later one. A failure is ignored as in
  /// ``note(_:)-(ChainHead)``.
  func note(_ head: SealedHead) {
    change { file in
      let content = try file.readWhole(Self.size + Self.sealedSize, from: 0)
      if let known = Self.heads(in: content)?.sealed, known.size >= head.size { return }
      _ = try file.writeAll(toAbsoluteOffset: Int64(Self.size), text(head).utf8)
    }
  }

  private func change(_ body: (FileDescriptor) throws -> Void) {
    let options: FileDescriptor.OpenOptions = [.create, .closeOnExec]
    guard let file = try? FileDescriptor.open(path, .readWrite, options: options, permissions: .ownerReadWrite) else {
      return
    }
    try? file.closeAfter { try body(file) }
  }

  /// The first line's length: 20 digits, a space, 64 digits, a line's end.
  private static let size = 86
  /// The second line's length: three numbers of up to 20 digits, two hashes and a signature with blanks, a line's
  /// end.
  private static let sealedSize = 322

  /// All ends have the same length, so that one write replaces the whole line.
  private func text(_ head: ChainHead) -> String {
    let digits = String(head.length)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + " " + head.hash + "\n"
  }

  /// All signed heads have the same length, too.
  private func text(_ head: SealedHead) -> String {
    head.line + String(repeating: " ", count: max(0, Self.sealedSize - 1 - head.line.utf8.count)) + "\n"
  }
}

import Foundation
import SystemPackage

/// A small file outside the database with the log's length and last hash, written after each commit.
///
/// If `store.sqlite-wal` is emptied or `store.sqlite` is replaced by an older file, the database is consistent and has
/// lost its last acts; this file then knows entries that the log lacks. It is not synced each time: after a power cut
/// it may be behind the log, never ahead of it.
struct HeadFile: Sendable {
  /// The file's name in the store's folder.
  static let fileName = "store.head"

  /// Where it is.
  let path: String

  /// What it holds; nil when there is none, or what is there is no head.
  func read() -> ChainHead? {
    guard let content = try? Durable.read(path) else { return nil }
    let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let length = Int(words[0]), length >= 0, words[1].utf8.count == 64 else { return nil }
    return ChainHead(length: length, hash: String(words[1]))
  }

  /// Makes the file, durably.
  func create(_ head: ChainHead) throws {
    let file = try UnfinishedFile(becoming: path)
    defer { file.abandon() }
    try Durable.write(Array(text(head).utf8), to: file.descriptor)
    do { try file.finish() } catch StoreError.exists {}
  }

  /// Writes the head, unless another process has written a later one. A failure is ignored: the act has been committed,
  /// and `verify` tells how much this file knows.
  func note(_ head: ChainHead) {
    if let known = read(), known.length >= head.length { return }
    let options: FileDescriptor.OpenOptions = [.create, .closeOnExec]
    let file = try? FileDescriptor.open(path, .writeOnly, options: options, permissions: .ownerReadWrite)
    _ = try? file?.closeAfter { _ = try file?.writeAll(toAbsoluteOffset: 0, text(head).utf8) }
  }

  /// Always of the same length, so that one write replaces the whole content.
  private func text(_ head: ChainHead) -> String {
    let digits = String(head.length)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + " " + head.hash + "\n"
  }
}

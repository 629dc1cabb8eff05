import Foundation
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
  func read() -> ChainHead? {
    guard let content = try? Durable.read(path) else { return nil }
    let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let length = Int(words[0]), length >= 0, words[1].utf8.count == 64 else { return nil }
    return ChainHead(length: length, hash: String(words[1]))
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
    if let known = read(), known.length >= head.length { return }
    let options: FileDescriptor.OpenOptions = [.create, .closeOnExec]
    let file = try? FileDescriptor.open(path, .writeOnly, options: options, permissions: .ownerReadWrite)
    _ = try? file?.closeAfter { _ = try file?.writeAll(toAbsoluteOffset: 0, text(head).utf8) }
  }

  /// All heads have the same length, so that one write replaces the whole content.
  private func text(_ head: ChainHead) -> String {
    let digits = String(head.length)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + " " + head.hash + "\n"
  }
}

import Foundation
import Wording

/// A run of `age`, which encrypts files to recipients. It is Debian's tool and not written here: its format is
/// authenticated in pieces of 64 KiB, so that a backup streams through it and a cut or changed one is noticed, and it has
/// no state besides the files that are named.
struct Age {
  /// Whether it encrypts or decrypts.
  enum Mode { case encrypting, decrypting }

  private let child: pid_t
  private let mode: Mode
  /// Where its error messages are read.
  private let errors: Int32

  /// Starts it. The descriptors stay open here.
  ///
  /// - Throws: ``StoreError/noAge`` where it is not installed.
  init(_ mode: Mode, _ arguments: [String], input: Int32, output: Int32) throws {
    self.mode = mode
    let (errors, theirs) = try ChildProcess.pair()
    defer { close(theirs) }
    do {
      child = try ChildProcess.start(
        ["age", mode == .encrypting ? "--encrypt" : "--decrypt"] + arguments, input: input, output: output,
        errors: theirs)
    } catch is ChildProcess.NotFound {
      close(errors)
      throw StoreError.noAge
    } catch {
      close(errors)
      throw error
    }
    self.errors = errors
  }

  /// Waits until it has ended. Its output must have been read.
  ///
  /// - Throws: why it failed.
  func finish() throws {
    defer { close(errors) }
    let words = String(decoding: (try? Durable.read(1 << 12, from: errors)) ?? [], as: UTF8.self)
    let status = try ChildProcess.wait(for: child)
    guard status != 0 else { return }
    // Nobody read on: whoever refused what was decrypted says why.
    if mode == .decrypting, status & 0x7f == SIGPIPE || words.contains("broken pipe") { return }
    switch mode {
    case .encrypting:
      let reason = Self.reason(in: words)
      guard reason.contains("recipient") else {
        throw StoreError.inputOutput(Bilingual("age failed (\(reason))", "age 运行失败（\(reason)）"))
      }
      throw StoreError.badRecipient(reason)
    case .decrypting:
      // What age says of an identity is not passed on: it is a secret.
      if ["identity", "passphrase", "error: reading "].contains(where: words.contains) {
        throw StoreError.wrongIdentity
      }
      if ["header", "payload", "chunk", "EOF"].contains(where: words.contains) {
        throw StoreError.badBackup(Bilingual("what is encrypted in it was changed or cut short", "加密内容已被改动或不完整"))
      }
      throw StoreError.inputOutput(Bilingual("age failed", "age 运行失败"))
    }
  }

  /// What age says first.
  private static func reason(in words: String) -> String {
    let line = words.split(separator: "\n").first.map(String.init) ?? ""
    let start = "age: error: "
    return String(
      (line.hasPrefix(start) ? line.dropFirst(start.count) : line[...]).filter { !$0.isNewline && $0 >= " " })
  }
}

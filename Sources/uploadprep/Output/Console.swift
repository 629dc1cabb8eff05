import Files
import Glibc
import ImageKit
import SystemPackage
import Wording

/// Where a command speaks: results on standard output, failures and progress on standard error.
///
/// With `--json` standard output carries one object a line and nothing else, and a failure is one object on standard
/// error. Without it both carry sentences in the person's language. A console belongs to one task: results are handed
/// to it in order, never from several at once.
struct Console: Sendable {
  /// Whether a program reads along.
  let json: Bool
  /// The language of every sentence.
  let language: Language
  /// Where results are told: standard output, unless that is taken.
  private(set) var output = Terminal(STDOUT_FILENO)
  /// Standard error.
  let error = Terminal(STDERR_FILENO)

  /// The sentence in the person's language.
  func text(_ sentence: Bilingual) -> String { sentence.text(in: language) }

  /// Tells a result: the object to a program, the text to a person. Only the one that is needed is made.
  func tell(_ object: @autoclosure () -> JSON, people text: @autoclosure () -> String) throws {
    try Self.write((json ? object().description : text()) + "\n", to: output.descriptor)
  }

  /// Tells people something that programs need not know.
  func say(_ sentence: @autoclosure () -> Bilingual) throws {
    if !json { try Self.write(text(sentence()) + "\n", to: output.descriptor) }
  }

  /// Tells people on standard error what was understood, or what is worth knowing besides the results.
  func note(_ sentence: @autoclosure () -> Bilingual) {
    if !json { try? Self.write(text(sentence()) + "\n", to: error.descriptor) }
  }

  /// The same console, with words on standard error because one of the outputs takes standard output.
  ///
  /// - Parameters:
  ///   - outputs: Where outputs go that are not words.
  ///   - isPicture: Whether they are pictures.
  func makingRoom(for outputs: [Path?], isPicture: Bool = false) throws(Failure) -> Console {
    guard outputs.contains(.standardStream) else { return self }
    try StandardStreams.requireOutput(forDataBeside: self, isPicture: isPicture)
    var console = self
    console.output = error
    return console
  }

  /// Warns on standard error that pictures cannot be stamped on this machine.
  func warn(of error: WatermarkError?) {
    guard let explanation = error?.explanation else { return }
    note(
      Bilingual("Warning: uploads will be refused. \(explanation.english)", "警告：上传将被拒绝。\(explanation.chinese)"))
  }

  /// Tells of a failure on standard error.
  func report(_ failure: Failure) {
    let words: String
    if json {
      words = failure.json(in: language).description
    } else {
      let subject = failure.input.map { Printable.name($0) + text(Bilingual(": ", "：")) } ?? ""
      let head = error.paint(text(Bilingual("Error: ", "错误：")), .bad) + subject + text(failure.message)
      words = ([head] + failure.reasons.map { "  - " + text($0.message) }).joined(separator: "\n")
    }
    // When not even standard error can be written to there is nobody left to tell; the exit status still says it.
    try? Self.write(words + "\n", to: STDERR_FILENO)
  }

  /// Writes all of a text to a descriptor.
  ///
  /// When the reader has gone (`… | head`), the command ends quietly as if SIGPIPE had ended it, temporaries removed.
  static func write(_ text: String, to descriptor: Int32) throws {
    var text = text
    try text.withUTF8 { bytes in try write(UnsafeRawBufferPointer(bytes), to: descriptor) }
  }

  /// Writes all of some bytes to a descriptor, like ``write(_:to:)-(String,_)``.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    do throws(Errno) {
      try FileDescriptor(rawValue: descriptor).writeWhole(bytes)
    } catch {
      if error == .brokenPipe { Interruption.end(by: SIGPIPE) }
      throw Failure.systemCall("write", error.rawValue, .ioFailed, input: nil)
    }
  }
}

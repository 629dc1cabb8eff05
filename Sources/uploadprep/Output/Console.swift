import Files
import Glibc
import ImageKit
import SystemPackage
import Wording

/// Writes a command's output: results to stdout, failures and progress to stderr.
///
/// With `--json`, stdout carries one object per line and nothing else, and a failure is one object on stderr. Without
/// it both carry sentences in the user's language. Only one task uses a console at a time, so results are written in
/// order.
struct Console: Sendable {
  /// Whether the output is JSON, for programs.
  let json: Bool
  /// The language of all sentences.
  let language: Language
  /// Where results go: stdout, unless an output file takes it.
  private(set) var output = Terminal(STDOUT_FILENO)
  /// stderr.
  let error = Terminal(STDERR_FILENO)

  /// The sentence in the user's language.
  func text(_ sentence: Bilingual) -> String { sentence.text(in: language) }

  /// Writes a result to stdout: the object with `--json`, else the text. Only the one that is needed is evaluated.
  func tell(_ object: @autoclosure () -> JSON, people text: @autoclosure () -> String) throws {
    try Self.write((json ? object().description : text()) + "\n", to: output.descriptor)
  }

  /// Writes a sentence to stdout; nothing with `--json`.
  func say(_ sentence: @autoclosure () -> Bilingual) throws {
    if !json { try Self.write(text(sentence()) + "\n", to: output.descriptor) }
  }

  /// Writes a sentence to stderr, for facts besides the results, such as how an option was interpreted; nothing with
  /// `--json`.
  func note(_ sentence: @autoclosure () -> Bilingual) {
    if !json { try? Self.write(text(sentence()) + "\n", to: error.descriptor) }
  }

  /// The same console, but with results on stderr if an output file goes to stdout.
  ///
  /// - Parameters:
  ///   - outputs: paths that output files are written to.
  ///   - isPicture: whether these files are pictures.
  func makingRoom(for outputs: [Path?], isPicture: Bool = false) throws(Failure) -> Console {
    guard outputs.contains(.standardStream) else { return self }
    try StandardStreams.requireOutput(forDataBeside: self, isPicture: isPicture)
    var console = self
    console.output = error
    return console
  }

  /// Warns on stderr that pictures cannot be watermarked on this machine.
  func warn(of error: WatermarkError?) {
    guard let explanation = error?.explanationWithCommand else { return }
    note(
      Bilingual("Warning: uploads will be refused. \(explanation.english)", "警告：上传将被拒绝。\(explanation.chinese)"))
  }

  /// Writes a failure to stderr.
  func report(_ failure: Failure) {
    let words: String
    if json {
      words = failure.json(in: language).description
    } else {
      let subject = failure.input.map { Printable.name($0) + text(Bilingual(": ", "：")) } ?? ""
      let head = error.paint(text(Bilingual("Error: ", "错误：")), .bad) + subject + text(failure.message)
      words = ([head] + failure.reasons.map { "  - " + text($0.message) }).joined(separator: "\n")
    }
    // If stderr cannot be written to, the exit status still reports the failure.
    try? Self.write(words + "\n", to: STDERR_FILENO)
  }

  /// Writes a whole text to a descriptor.
  ///
  /// If the reader has closed the pipe (`… | head`), the process removes its temporary files and ends as if by
  /// SIGPIPE.
  static func write(_ text: String, to descriptor: Int32) throws {
    var text = text
    try text.withUTF8 { bytes in try write(UnsafeRawBufferPointer(bytes), to: descriptor) }
  }

  /// Writes all bytes to a descriptor, like ``write(_:to:)-(String,_)``.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    do throws(Errno) {
      try FileDescriptor(rawValue: descriptor).writeWhole(bytes)
    } catch {
      if error == .brokenPipe { Interruption.end(by: SIGPIPE) }
      throw Failure.systemCall("write", error.rawValue, .ioFailed, input: nil)
    }
  }
}

import Glibc
import Wording

/// Standard input, output and error as whoever started the command left them.
enum StandardStreams {
  /// Puts something in the place of a standard stream that is closed (`>&-`): otherwise the next file that is opened would
  /// take its number, and a result meant for standard output would be written into a picture.
  ///
  /// Reading from the stand-in for standard input fails, and so does writing to the one for standard output.
  static func fillGaps() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Refuses to begin work whose results cannot be told.
  static func requireOutput() throws(Failure) {
    guard fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE == O_RDONLY else { return }
    throw .systemCall("write", EBADF, .ioFailed, input: nil)
  }

  /// Refuses to write data where words go, or where nobody can read it.
  ///
  /// - Parameter isPicture: Whether the data is a picture, which a terminal cannot show.
  static func requireOutput(forDataBeside console: Console, isPicture: Bool) throws(Failure) {
    guard !console.json else {
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "With --json standard output is for JSON. Name a file instead of -.",
          "使用 --json 时标准输出只用于 JSON，请指定输出文件，不要用“-”。"))
    }
    guard !isPicture || isatty(STDOUT_FILENO) == 0 else {
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "A terminal cannot show a picture. Name a file with --output, or redirect standard output.",
          "图片不能直接输出到终端，请用 --output 指定文件，或重定向标准输出。"))
    }
  }
}

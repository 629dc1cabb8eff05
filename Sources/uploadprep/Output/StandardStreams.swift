import Glibc
import Wording

/// Checks the standard streams that the process inherited.
enum StandardStreams {
  /// Opens `/dev/null` for each standard stream that is closed (`>&-`). Otherwise the next file to be opened would
  /// take its number, and a result meant for stdout would be written into a picture.
  ///
  /// Reading the replacement for stdin fails, and so does writing the replacement for stdout.
  static func fillGaps() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Throws if results cannot be written to stdout.
  static func requireOutput() throws(Failure) {
    guard fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE == O_RDONLY else { return }
    throw .systemCall("write", EBADF, .ioFailed, input: nil)
  }

  /// Throws if data for stdout would mix with JSON, or would go to a terminal that cannot show it.
  ///
  /// - Parameter isPicture: whether the data is a picture.
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

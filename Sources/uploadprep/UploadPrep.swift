import ArgumentParser
import CProcess
import Glibc
import ImageKit
import Wording

/// The command: one file a subcommand, under `Commands/`.
@main
struct UploadPrep: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uploadprep",
    abstract: words(
      "Turns phone photos into clear, upright, watermarked pictures that exam portals accept.",
      "把手机照片变成报名网站能收的图片：清晰、端正、带水印。"),
    // Listed in the help of the whole. After a subcommand `--version` is an application's, or a slip that must not pass
    // for done.
    version: Invocation.current.namesCommand ? "" : version,
    subcommands: [
      Prepare.self, Check.self, Inspect.self, PolicyGroup.self, StoreGroup.self, RegistrationGroup.self,
      ProfileCommand.self, MaterialsCommand.self, UploadCommand.self, RemoveCommand.self, PictureCommand.self,
      SubmitCommand.self, StatusCommand.self, MessagesCommand.self, StaffGroup.self, ReviewGroup.self,
      StageCommand.self, NoticesGroup.self, CarryOverCommand.self, AuditCommand.self, Serve.self,
    ])

  /// The version, and the commit that was built where that is known.
  static let version = number + (cprocess_commit().map { " (\(String(cString: $0).prefix(12)))" } ?? "")

  /// The version, as the change log has it.
  private static let number = "0.1.0"

  static func main() async {
    StandardStreams.fillGaps()
    // Installers and scripts ask often, and nothing else needs to be set up to answer.
    if Invocation.current.arguments == ["--version"] { end(saying: version + "\n") }
    do {
      try requireProc()
      try MemoryLimit.requireFloor()
      Interruption.watch()
      var command = try parseAsRoot(Invocation.current.arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      end(after: error)
    }
  }

  /// Refuses to begin where `/proc` is missing: libdispatch reads there how busy its threads are, and ends the process when
  /// it cannot, about a second later.
  private static func requireProc() throws(Failure) {
    guard access("/proc/self/task", F_OK) != 0 else { return }
    throw Failure(
      .ioFailed, code: "no-proc",
      Bilingual(
        "/proc is not mounted, and no program with threads of this kind runs without it: mount -t proc proc /proc",
        "未挂载 /proc，程序无法运行，请先执行 mount -t proc proc /proc。"))
  }

  /// Tells of a call that could not be parsed, prints the help that was asked for, or passes a status on.
  private static func end(after error: any Error) -> Never {
    if let status = error as? ArgumentParser.ExitCode { Glibc.exit(status.rawValue) }
    let invocation = Invocation.current
    if let failure = error as? Failure {
      invocation.console.report(failure)
      Glibc.exit(failure.status.rawValue)
    }
    if let name = unknownCommand(in: invocation.arguments) {
      invocation.console.report(
        Failure(
          .usage, code: "usage",
          Bilingual(
            "There is no command \(name). `uploadprep --help` lists them.",
            "没有命令 \(name)，可用 `uploadprep --help` 查看全部命令。")))
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    let answer = answer(to: error, in: invocation.language) + "\n"
    if exitCode(for: error).isSuccess, invocation.asksForWords { end(saying: answer) }
    if invocation.json {
      let message = message(for: error)
      let words = Bilingual(message, ParserWording.chinese(message))
      invocation.console.report(Failure(.usage, code: "usage", words))
    } else {
      try? Console.write(answer, to: STDERR_FILENO)
    }
    Glibc.exit(ExitStatus.usage.rawValue)
  }

  /// Says what was asked for on standard output.
  private static func end(saying answer: String) -> Never {
    do {
      try Console.write(answer, to: STDOUT_FILENO)
    } catch {
      let failure = Failure(any: error)
      Invocation.current.console.report(failure)
      Glibc.exit(failure.status.rawValue)
    }
    Glibc.exit(ExitStatus.done.rawValue)
  }

  /// Help, or what was wrong with the call and how it is meant.
  private static func answer(to error: any Error, in language: Language) -> String {
    guard language == .chinese else { return fullMessage(for: error) }
    let page = fullMessage(for: error, columns: 100_000)
    let columns = Terminal(exitCode(for: error).isSuccess ? STDOUT_FILENO : STDERR_FILENO).columns
    // A script for a shell is no page to be read.
    if Invocation.current.asksForScript, exitCode(for: error).isSuccess { return page }
    let message = message(for: error)
    let head = "Error: \(message)\n"
    guard page.hasPrefix(head) else { return HelpWording.chinese(page, columns: columns) }
    return "错误：\(ParserWording.chinese(message))\n"
      + HelpWording.chinese(String(page.dropFirst(head.count)), columns: columns)
  }

  /// A word that stands where a command's name is expected and names none. The parser would complain of whatever follows
  /// it instead, and `help` would show the nearest page that it has.
  private static func unknownCommand(in arguments: [String]) -> String? {
    let asksForHelp = arguments.first == "help"
    var commands = configuration.subcommands
    for name in arguments.dropFirst(asksForHelp ? 1 : 0).prefix(while: { !$0.hasPrefix("-") }) {
      guard let command = commands.first(where: { $0._commandName == name }) else { return Printable.name(name) }
      commands = command.configuration.subcommands
      // What follows is an argument of the command, and a page of help has none.
      guard asksForHelp, !commands.isEmpty else { return nil }
    }
    return nil
  }
}

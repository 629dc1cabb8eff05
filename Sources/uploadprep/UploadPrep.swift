import ArgumentParser
import CProcess
import Glibc
import ImageKit
import Wording

/// The command line tool. Each subcommand has a file under `Commands/`.
@main
struct UploadPrep: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uploadprep",
    abstract: words(
      "Turns phone photos into clear, upright, watermarked pictures that exam portals accept.",
      "把手机照片变成报名网站能收的图片：清晰、端正、带水印。"),
    // `--version` appears only in the top-level help. A subcommand may have its own `--version` option; elsewhere it
    // is a mistake that must not succeed.
    version: Invocation.current.namesCommand ? "" : version,
    subcommands: [
      Prepare.self, Check.self, Inspect.self, RulesGroup.self, PolicyGroup.self, StoreGroup.self,
      RegistrationGroup.self,
      ProfileCommand.self, MaterialsCommand.self, UploadCommand.self, ExchangeCommand.self, RemoveCommand.self,
      PictureCommand.self,
      DossierCommand.self,
      SubmitCommand.self, AppealCommand.self, ClerkGroup.self, StatusCommand.self, MessagesCommand.self,
      StaffGroup.self,
      ReviewGroup.self,
      StageCommand.self, NoticesGroup.self, CarryOverCommand.self, AuditCommand.self, Serve.self, Doctor.self,
    ])

  /// The version, with the commit it was built from if that is known.
  static let version = ToolVersion.number + (cprocess_commit().map { " (\(String(cString: $0).prefix(12)))" } ?? "")

  static func main() async {
    StandardStreams.fillGaps()
    // Answered first: installers and scripts ask often, and the answer needs no setup.
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

  /// Throws where `/proc` is missing: libdispatch reads its threads' load there, and aborts the process about a second
  /// after it fails.
  private static func requireProc() throws(Failure) {
    guard access("/proc/self/task", F_OK) != 0 else { return }
    throw Failure(
      .ioFailed, code: "no-proc",
      Bilingual(
        "/proc is not mounted, and no program with threads of this kind runs without it: mount -t proc proc /proc",
        "未挂载 /proc，程序无法运行，请先执行 mount -t proc proc /proc。"))
  }

  /// Reports a call that could not be parsed, prints the requested help, or exits with the error's status.
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

  /// Prints an answer to stdout and exits.
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

  /// The help page, or the error message with the usage.
  private static func answer(to error: any Error, in language: Language) -> String {
    guard language == .chinese else { return fullMessage(for: error) }
    let page = fullMessage(for: error, columns: 100_000)
    let columns = Terminal(exitCode(for: error).isSuccess ? STDOUT_FILENO : STDERR_FILENO).columns
    // A completion script is not translated.
    if Invocation.current.asksForScript, exitCode(for: error).isSuccess { return page }
    let message = message(for: error)
    let head = "Error: \(message)\n"
    guard page.hasPrefix(head) else { return HelpWording.chinese(page, columns: columns) }
    return "错误：\(ParserWording.chinese(message))\n"
      + HelpWording.chinese(String(page.dropFirst(head.count)), columns: columns)
  }

  /// The first word that should name a subcommand and does not. ArgumentParser would report the argument after it
  /// instead, and `help` would show the closest page it has.
  private static func unknownCommand(in arguments: [String]) -> String? {
    let asksForHelp = arguments.first == "help"
    var commands = configuration.subcommands
    for name in arguments.dropFirst(asksForHelp ? 1 : 0).prefix(while: { !$0.hasPrefix("-") }) {
      guard let command = commands.first(where: { $0._commandName == name }) else { return Printable.name(name) }
      commands = command.configuration.subcommands
      // What follows is an argument of the command. The `help` subcommand has no arguments after it.
      guard asksForHelp, !commands.isEmpty else { return nil }
    }
    return nil
  }
}

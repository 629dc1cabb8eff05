import ArgumentParser
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
    // Only on its own: elsewhere `--version` is the version of an application, or a slip that must not pass for done.
    version: Invocation.current.arguments == ["--version"] ? "0.1.0" : "",
    subcommands: [
      Prepare.self, Check.self, Inspect.self, PolicyGroup.self, StoreGroup.self, RegistrationGroup.self,
      ProfileCommand.self, MaterialsCommand.self, UploadCommand.self, RemoveCommand.self, PictureCommand.self,
      SubmitCommand.self, StatusCommand.self, MessagesCommand.self, StaffGroup.self, ReviewGroup.self,
      StageCommand.self, NoticesGroup.self, CarryOverCommand.self, AuditCommand.self, Serve.self,
    ])

  static func main() async {
    StandardStreams.fillGaps()
    Interruption.watch()
    do {
      var command = try parseAsRoot(Invocation.current.arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      end(after: error)
    }
  }

  /// Tells of a call that could not be parsed, prints the help that was asked for, or passes a status on.
  private static func end(after error: any Error) -> Never {
    if let status = error as? ArgumentParser.ExitCode { Glibc.exit(status.rawValue) }
    let invocation = Invocation.current
    if let name = unknownCommand(in: invocation.arguments) {
      invocation.console.report(
        Failure(
          .usage, code: "usage",
          Bilingual(
            "There is no command \(name). `uploadprep --help` lists them.",
            "没有命令 \(name)，可用 `uploadprep --help` 查看全部命令。")))
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    let answer = HelpWording.translated(fullMessage(for: error), into: invocation.language) + "\n"
    if exitCode(for: error).isSuccess, invocation.asksForWords {
      do {
        try Console.write(answer, to: STDOUT_FILENO)
      } catch {
        let failure = Failure(any: error)
        invocation.console.report(failure)
        Glibc.exit(failure.status.rawValue)
      }
      Glibc.exit(ExitStatus.done.rawValue)
    }
    if invocation.json {
      let message = message(for: error)
      let words = Bilingual(message, HelpWording.translated(message, into: .chinese))
      invocation.console.report(Failure(.usage, code: "usage", words))
    } else {
      try? Console.write(answer, to: STDERR_FILENO)
    }
    Glibc.exit(ExitStatus.usage.rawValue)
  }

  /// A first word that is no command: the parser would complain of whatever follows it.
  private static func unknownCommand(in arguments: [String]) -> String? {
    guard let name = arguments.first, !name.hasPrefix("-"), name != "help",
      !configuration.subcommands.contains(where: { $0._commandName == name })
    else { return nil }
    return Printable.name(name)
  }
}

import ArgumentParser
import ImageKit

/// A subcommand. It writes its results to the console and returns the exit status.
///
/// A ``Failure`` that it throws is reported and sets the exit status; another ``DescribedError`` is reported with
/// status 1; any other error counts as a bug in this command.
protocol Command: AsyncParsableCommand {
  /// The options of every command, declared as `@OptionGroup var global: GlobalOptions`.
  var global: GlobalOptions { get }
  /// Whether the command always writes to stdout. If so, it does not start when stdout is closed.
  var needsOutput: Bool { get }
  /// Runs the command.
  func run(with console: Console) async throws -> ExitStatus
}

extension Command {
  var needsOutput: Bool { true }

  func run() async throws {
    let console = global.console
    let status: ExitStatus
    do {
      if needsOutput { try StandardStreams.requireOutput() }
      status = try await run(with: console)
    } catch {
      let failure = Failure(any: error)
      console.report(failure)
      status = failure.status
    }
    if status != .done { throw ArgumentParser.ExitCode(status.rawValue) }
  }
}

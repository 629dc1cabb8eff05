import ArgumentParser
import ImageKit

/// A subcommand: it says through its console what it did, and returns what the shell is told.
///
/// A ``Failure`` that it throws is told and becomes its status; errors of the rooms that describe themselves become
/// status 1; any other is a fault of ours.
protocol Command: AsyncParsableCommand {
  /// The options of every command: `@OptionGroup var global: GlobalOptions`.
  var global: GlobalOptions { get }
  /// Whether it has something to tell on standard output in any case.
  var needsOutput: Bool { get }
  /// Does the work.
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

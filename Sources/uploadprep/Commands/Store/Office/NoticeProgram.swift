import Foundation
import ReviewStore
import Subprocess
import SystemPackage
import Wording

/// A program that sends one notice, given to it as JSON on standard input.
struct NoticeProgram {
  /// A file, or a line for the shell.
  let command: String
  /// Returns when the program has taken too long. Well below the time for which a notice is handed out.
  var patience: @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(60)) }

  /// Runs the program; nil when it ended with 0, else what went wrong.
  func send(_ notice: JSON) async -> NoticeProblem? {
    await withTaskGroup { group in
      group.addTask { await run(notice) }
      group.addTask {
        await patience()
        return .tookTooLong
      }
      // Cancelling ends a program that still runs.
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func run(_ notice: JSON) async -> NoticeProblem? {
    do {
      // What the program prints may hold the number it was given, and our output is promised to be ours.
      let ended = try await Subprocess.run(
        configuration, input: .inputWriter, output: .discarded, error: .discarded
      ) { program in
        // A program that does not read its input is no failure by itself; its exit status decides.
        _ = try? await program.standardInputWriter.write(notice.description + "\n")
        try? await program.standardInputWriter.finish()
      }
      return switch ended.terminationStatus {
      case .exited(0): nil
      case .exited(let status): .ended(status: Int(status))
      case .signaled(let signal): .signalled(Int(signal))
      }
    } catch {
      return .cannotRun
    }
  }

  private var configuration: Configuration {
    var options = PlatformOptions()
    // A group of its own: a signal from the terminal does not reach it, and what it began can be ended with it.
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
    return FileManager.default.isExecutableFile(atPath: command)
      ? Configuration(executable: .path(FilePath(command)), platformOptions: options)
      : Configuration(executable: .path("/bin/sh"), arguments: ["-c", command], platformOptions: options)
  }
}

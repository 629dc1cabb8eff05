import Foundation
import ReviewStore
import Subprocess
import SystemPackage
import Wording

/// A program that sends one notice. It reads the notice as JSON from standard input.
struct NoticeProgram {
  /// The path of an executable file, or a command line for the shell.
  let command: String
  /// Returns when the program has run too long. It must return well before the notice's lease expires.
  var patience: @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(60)) }

  /// Runs the program. Returns nil when it exited with 0, else the problem.
  func send(_ notice: JSON) async -> NoticeProblem? {
    await withTaskGroup { group in
      group.addTask { await run(notice) }
      group.addTask {
        await patience()
        return .tookTooLong
      }
      // Cancellation kills a program that still runs.
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func run(_ notice: JSON) async -> NoticeProblem? {
    do {
      // The program's output is discarded: it may contain the mobile number, and stdout carries only our own results.
      let ended = try await Subprocess.run(
        configuration, input: .inputWriter, output: .discarded, error: .discarded
      ) { program in
        // A program that does not read its input has not failed by that; its exit status decides.
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
    // The program gets its own process group: signals from the terminal do not reach it, and its child processes can
    // be killed with it.
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
    return FileManager.default.isExecutableFile(atPath: command)
      ? Configuration(executable: .path(FilePath(command)), platformOptions: options)
      : Configuration(executable: .path("/bin/sh"), arguments: ["-c", command], platformOptions: options)
  }
}

import Foundation
import ReviewStore
import Wording

/// A program that sends one notice, given to it as JSON on standard input.
struct NoticeProgram {
  /// A file, or a line for the shell.
  let command: String
  /// How long it may take, in seconds. Well below the time for which a notice is handed out.
  static let patience = 60.0

  /// Runs the program; nil when it ended with 0, else what went wrong.
  func send(_ notice: JSON) -> NoticeProblem? {
    let process = Process()
    if FileManager.default.isExecutableFile(atPath: command) {
      process.executableURL = URL(fileURLWithPath: command)
    } else {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", command]
    }
    let input = Pipe()
    process.standardInput = input
    // What it says may hold the number it was given, and ours is promised to our objects.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      return .cannotRun
    }
    // A program that does not read its input is no failure by itself; its exit status decides.
    try? input.fileHandleForWriting.write(contentsOf: Data((notice.description + "\n").utf8))
    try? input.fileHandleForWriting.close()
    guard ended.wait(timeout: .now() + Self.patience) == .success else {
      kill(process.processIdentifier, SIGKILL)
      return .tookTooLong
    }
    guard process.terminationReason == .exit else {
      return .signalled(Int(process.terminationStatus))
    }
    return process.terminationStatus == 0 ? nil : .ended(status: Int(process.terminationStatus))
  }
}

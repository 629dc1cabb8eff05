import Foundation
import ReviewStore
import Wording

/// A program that sends one notice, given to it as JSON on standard input.
struct NoticeProgram {
  /// A file, or a line for the shell.
  let command: String
  /// How long it may take, in seconds. Well below the time for which a notice is handed out.
  static let patience = Duration.seconds(60)

  /// Runs the program; nil when it ended with 0, else what went wrong.
  func send(_ notice: JSON) async -> NoticeProblem? {
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
    let (ended, end) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in end.finish() }
    do {
      try process.run()
    } catch {
      return .cannotRun
    }
    // A program that does not read its input is no failure by itself; its exit status decides.
    try? input.fileHandleForWriting.write(contentsOf: Data((notice.description + "\n").utf8))
    try? input.fileHandleForWriting.close()
    guard await Self.wait(for: ended) else {
      kill(process.processIdentifier, SIGKILL)
      return .tookTooLong
    }
    guard process.terminationReason == .exit else {
      return .signalled(Int(process.terminationStatus))
    }
    return process.terminationStatus == 0 ? nil : .ended(status: Int(process.terminationStatus))
  }

  /// Waits until a stream ends; false when it takes too long.
  private static func wait(for ended: AsyncStream<Void>) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        for await _ in ended {}
        return true
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }
}

import Foundation
import ImageKit
import Testing

/// A temporary folder in which a test runs the built command. It is deleted with this object.
final class Bench {
  /// The result of one call.
  struct Run {
    /// The exit status as a shell reports it: 128 plus the number for a signal.
    let status: Int32
    /// Standard output.
    let output: String
    /// Standard error.
    let error: String

    /// Standard output, line by line.
    var lines: [Substring] { output.split(separator: "\n") }
    /// The JSON objects on standard output.
    var objects: [[String: Any]] { Self.objects(in: output) }
    /// The error objects on standard error.
    var errors: [[String: Any]] { Self.objects(in: error).compactMap { $0["error"] as? [String: Any] } }

    private static func objects(in text: String) -> [[String: Any]] {
      text.split(separator: "\n").compactMap { line in
        try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      }
    }
  }

  /// The folder.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("uploadprep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The folder of the built command, which is the test bundle's.
  private static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// A process that runs a shell script in the folder, with `uploadprep` in its path and an English locale.
  func process(_ script: String, environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": "\(Self.products.path):\(path)", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs a shell script in the folder.
  ///
  /// Output goes to files: the script could fill a pipe and block.
  func run(_ script: String, environment: [String: String] = [:]) throws -> Run {
    let process = process(script, environment: environment)
    let sinks = try ["out", "err"].map { name in
      let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(folder.lastPathComponent).\(name)")
      _ = FileManager.default.createFile(atPath: url.path, contents: nil)
      return (url, try FileHandle(forWritingTo: url))
    }
    defer { for (url, _) in sinks { try? FileManager.default.removeItem(at: url) } }
    process.standardOutput = sinks[0].1
    process.standardError = sinks[1].1
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    let texts = try sinks.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
    return Run(status: process.terminationStatus + signal, output: texts[0], error: texts[1])
  }

  /// Whether a test can hide `/proc` from a process, which needs a private mount namespace.
  static let mayHideProc =
    (try? Bench().run("unshare -m sh -c 'umount -l /proc' 2>/dev/null").status) == 0

  /// Writes a file into the folder, creating its parent folders.
  func put(_ bytes: [UInt8], _ name: String) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// The bytes of a file in the folder.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// Whether a file exists.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) }

  /// The paths of all files below the folder, sorted, dot-files included.
  func names() throws -> [String] { try run("find . ! -type d | cut -c3- | LC_ALL=C sort").lines.map(String.init) }
}

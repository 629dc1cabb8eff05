import Foundation
import Testing

@Suite("uploadprep serve --config", .timeLimit(.minutes(5))) struct ServeSettingsTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  /// Calls `serve` with a file of settings. It never listens: no test machine has an address of 192.0.2.0/24.
  private func serve(_ settings: String, _ options: String = "") throws -> Bench.Run {
    try bench.put(Array(settings.utf8), "serve.yaml")
    return try bench.run("uploadprep serve --config serve.yaml \(options) --json")
  }

  @Test("Settings come from the file, and options override them") func settings() throws {
    #expect(try bench.run("uploadprep store init --policy national-2023 --store office").status == 0)
    let file = "store: office\nhost: 192.0.2.1\nport: 41\nlog: error\n"
    func place(_ options: String) throws -> String? {
      let run = try serve(file, options)
      #expect(run.status == 73 && run.errors.first?["code"] as? String == "cannot-serve")
      let message = try #require(run.errors.first?["message"] as? String)
      return message.split(separator: "at ").dropFirst().first?.split(separator: " (").first.map(String.init)
    }
    #expect(try place("") == "192.0.2.1, port 41")
    #expect(try place("--port 42") == "192.0.2.1, port 42")
    #expect(try place("--host 192.0.2.7") == "192.0.2.7, port 41")
    // The store of the option is another one, which is not there.
    #expect(try serve(file, "--store gone").errors.first?["code"] as? String != "cannot-serve")
  }

  @Test("Every mistake in the file is told with its line") func mistakes() throws {
    #expect(
      try serve("jobs: 2\ndecode-jobs: 3\ndrain: 9999\n").errors.first.map { $0["reasons"] as? [Any] }??.count == 2)
    let run = try serve("host: 127.0.0.1\nport: 99999\nlog: loud\nprot: 8080\nkey: a.pem\n")
    #expect(run.status == 65)
    let error = try #require(run.errors.first)
    #expect(error["code"] as? String == "bad-settings")
    let reasons = try #require(error["reasons"] as? [[String: Any]])
    #expect(reasons.map { $0["line"] as? Int } == [2, 3, 4, 5])
    #expect(try serve("").status == 65 && serve("[1]").status == 65)
    #expect(try bench.run("uploadprep serve --config gone.yaml").status == 66)
  }

  @Test("The file that comes with the Debian package names every setting, and only those") func packaged() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let text = try String(contentsOf: root.appendingPathComponent("debian/serve.yaml"), encoding: .utf8)
    // Every setting stands there, most of them behind a number sign and a blank.
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("##") }
    let settings = lines.map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0 }
    let keys = settings.filter { !$0.hasPrefix("-") }.compactMap { $0.split(separator: ":").first }
    #expect(
      Set(keys) == [
        "store", "profile", "host", "port", "origin", "certificate", "key", "trust-proxy", "jobs", "drain",
        "second-factor",
        "password-days",
        "idle-minutes", "log",
      ])
    let run = try serve(settings.joined(separator: "\n") + "\n", "--store gone")
    #expect(run.errors.first?["code"] as? String != "bad-settings", "\(run.error)")
  }
}

import Foundation
import Testing

@Suite("uploadprep", .timeLimit(.minutes(20))) struct CommandTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test(
    "Wrong usage exits with 64, with an error object and nothing on standard output",
    arguments: [
      "", "store", "nonsense",
      "prepare", "prepare --nonsense", "prepare a.jpg --max-bytes many", "prepare a.jpg --max-bytes 0",
      "profile 1 --version 1", "prepare a.jpg --max-side -1", "prepare a.jpg --jobs 0", "prepare a.jpg --effort heroic",
      "prepare a.jpg -o b.jpg --out-dir c", "prepare a.jpg b.jpg -o c.jpg", "prepare . -o c.jpg",
      "prepare a.jpg --watermark --watermark-text x", "prepare a.jpg --watermark-text ''",
      "prepare a.jpg --upright sideways", "prepare a.jpg --crop sheet", "prepare - --files-from -", "check",
      "check a.jpg --max-pixels 0", "check a.jpg --lang fr", "inspect", "inspect a.jpg b.jpg",
    ])
  func usage(call: String) throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(), "b.jpg")
    let people = try bench.run("uploadprep \(call)")
    #expect(people.status == 64)
    #expect(people.output == "")
    #expect(!people.error.isEmpty)
    let program = try bench.run("uploadprep \(call) --json")
    #expect(program.status == 64)
    #expect(program.output == "")
    #expect(program.errors.count == 1)
    #expect(!bench.has("c.jpg"))
  }

  @Test(
    "The language is the locale's unless --lang names another",
    arguments: [
      (["LC_ALL": "", "LANG": "zh_CN.UTF-8"], "", true), (["LC_ALL": "", "LANG": "en_US.UTF-8"], "", false),
      (["LC_ALL": "zh_TW", "LANG": "en_US"], "", true), (["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], "", false),
      (["LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"], "", true), (["LC_ALL": "C"], "--lang zh", true),
      (["LC_ALL": "zh_CN"], "--lang en", false),
    ])
  func language(environment: [String: String], option: String, chinese: Bool) throws {
    let run = try bench.run("uploadprep check gone.jpg \(option)", environment: environment)
    #expect(run.error.contains("没有这个文件") == chinese)
    #expect(run.error.contains("no such file") == !chinese)
  }

  @Test("Colours and progress appear only on a terminal") func plain() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(orientation: 6), "b.jpg")
    let run = try bench.run("uploadprep check .", environment: ["TERM": "xterm-256color"])
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.error == "")
  }

  @Test("Inspect prints all facts about a picture, and exits with 65 for another file") func inspect() throws {
    try bench.put(Photos.jpeg(orientation: 8), "a.jpg")
    let run = try bench.run("uploadprep inspect a.jpg --json")
    #expect(run.status == 0)
    let object = try #require(run.objects.first)
    #expect(object["orientation"] as? Int == 8)
    #expect(object["format"] as? String == "jpeg")
    #expect(object["ok"] as? Bool == false)
    #expect(try bench.run("uploadprep inspect - < a.jpg").status == 0)
    #expect(try bench.run("uploadprep inspect gone.jpg").status == 66)
    try bench.put([1], "none.jpg")
    let none = try bench.run("uploadprep inspect none.jpg --json")
    #expect(none.status == 65)
    #expect(none.errors.count == 1)
    #expect(try bench.run("mkdir d; uploadprep inspect d").status == 65)
  }

  @Test(
    "Help goes to standard output and exits with 0", arguments: ["--help", "help prepare", "check -h", "--version"])
  func help(call: String) throws {
    let run = try bench.run("uploadprep \(call)")
    #expect(run.status == 0)
    #expect(!run.output.isEmpty && run.error.isEmpty)
  }

  @Test("The man pages name every command and every option", arguments: ["uploadprep.1", "zh_CN/uploadprep.1"])
  func manPages(name: String) throws {
    struct Help: Decodable { var command: Command }
    struct Command: Decodable {
      struct Argument: Decodable {
        struct Name: Decodable { var kind, name: String }
        var names: [Name]?
        var shouldDisplay: Bool
      }
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
    let page = try String(contentsOf: root.appendingPathComponent("docs/man/\(name)"), encoding: .utf8)
      .replacingOccurrences(of: "\\-", with: "-")
    func check(_ command: Command, _ path: [String]) {
      guard command.commandName != "help" else { return }
      let parts = command.subcommands ?? []
      if parts.isEmpty { #expect(page.contains(path.joined(separator: " "))) }
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        for name in argument.names ?? [] where name.kind == "long" && name.name != "help" {
          #expect(page.contains("--\(name.name)"), "\(path)")
        }
      }
      for part in parts { check(part, path + [part.commandName]) }
    }
    let run = try bench.run("uploadprep --experimental-dump-help")
    check(try JSONDecoder().decode(Help.self, from: Data(run.output.utf8)).command, [])
  }
}

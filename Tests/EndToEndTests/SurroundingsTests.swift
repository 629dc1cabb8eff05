import ImageKit
import Testing

@Suite("The command's environment") struct SurroundingsTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.put(Photos.jpeg(width: 900, height: 700, maxBytes: 150_000), "a.jpg")
  }

  @Test("Where memory is limited too tightly, a photo is refused before it is decoded, with the limit's name")
  func memory() throws {
    // The memory is estimated from the header; the picture is not decoded.
    try bench.put(Photos.jpeg(claiming: 12_000, by: 12_000), "large.jpg")
    for command in ["prepare", "check", "inspect"] {
      let run = try bench.run("ulimit -v 1500000; uploadprep \(command) large.jpg --json")
      #expect(run.status == 74, "\(command): \(run.error)")
      #expect(run.errors.first?["code"] as? String == "out-of-memory")
      #expect((run.errors.first?["message"] as? String)?.contains("ulimit -v") == true)
    }
    // 348 MB: what its libraries and threads take may or may not fit.
    let start = try bench.run("ulimit -v 340000; uploadprep policy list --json")
    #expect(start.status == 74)
    #expect(start.errors.first?["code"] as? String == "out-of-memory")
  }

  @Test("Without /proc the command exits with an explanation", .enabled(if: Bench.mayHideProc))
  func noProc() throws {
    let run = try bench.run("unshare -m sh -c 'umount -l /proc && exec uploadprep prepare a.jpg --json'")
    #expect(run.status == 74)
    #expect(run.errors.first?["code"] as? String == "no-proc")
    #expect(try bench.names() == ["a.jpg"])
    #expect(try bench.run("unshare -m sh -c 'umount -l /proc && exec uploadprep --version'").status == 0)
  }

  @Test("--version prints one line with the change log's number") func version() throws {
    let run = try bench.run("uploadprep --version")
    #expect(run.status == 0)
    let parts = run.output.split(separator: " ")
    #expect(parts.first?.split(separator: ".").count == 3)
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test("Help for an unknown command is wrong usage", arguments: ["help nonsense", "help store nonsense", "nonsense"])
  func noHelp(call: String) throws {
    let run = try bench.run("uploadprep \(call)")
    #expect(run.status == 64)
    #expect(run.error.contains("nonsense") && run.output.isEmpty)
  }
}

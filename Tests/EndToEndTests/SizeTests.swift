import ImageKit
import Testing

@Suite("Sizes and paths as people write them", .timeLimit(.minutes(20))) struct SizeTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.put(Photos.jpeg(width: 900, height: 700, maxBytes: 150_000), "a.jpg")
  }

  @Test(
    "A size takes a unit, and its interpretation is printed",
    arguments: [
      ("60k", 60_000), ("60KB", 60_000), ("0.06MB", 60_000), ("'60 KiB'", 61_440), ("６０ｋ", 60_000), ("60000", 60_000),
    ])
  func units(size: String, bytes: Int) throws {
    let run = try bench.run("uploadprep prepare a.jpg --force --max-bytes \(size) --json")
    #expect(run.status == 0 && run.error == "")
    #expect(run.objects[0]["maxBytes"] as? Int == bytes)
    #expect(try bench.bytes("a.upload.jpg").count <= bytes)
    let people = try bench.run(
      "uploadprep prepare a.jpg --force --max-bytes \(size) --max-pixels 2MP --max-input-bytes 1MB")
    #expect(people.error.contains("bytes.") && people.error.contains("2,000,000 pixels"))
    #expect(people.error.contains(bytes == 61_440 ? "61,440 bytes" : "60,000 bytes") == (size != "60000"))
  }

  @Test(
    "An invalid size is wrong usage, with an explanation of the format",
    arguments: ["60x", "k", "-1k", "0", "1.5", "99999999999GB", ""])
  func noSize(size: String) throws {
    let run = try bench.run("uploadprep prepare a.jpg --max-bytes '\(size)'")
    #expect(run.status == 64)
    if !size.isEmpty, !size.hasPrefix("-") { #expect(run.error.contains("200KiB")) }
    #expect(!bench.has("a.upload.jpg"))
  }

  @Test("A missing input exits with 66 and is named", arguments: ["prepare", "check"]) func nothing(command: String)
    throws
  {
    _ = try bench.run("mkdir empty; touch empty/.hidden; : > list")
    for call in ["empty", "--files-from list", "a.jpg --exclude 'a*'"] {
      let run = try bench.run("uploadprep \(command) \(call) --json")
      #expect(run.status == 66)
      #expect(run.errors.first?["code"] as? String == "nothing-found")
    }
    let deleted = try bench.run("mkdir gone; cd gone; rmdir ../gone; uploadprep \(command) . --json")
    #expect(deleted.status == 66)
    #expect(deleted.errors.count == 1)
  }

  @Test("A list with line breaks is refused with advice to use -print0") func list() throws {
    let run = try bench.run("find . -name '*.jpg' | uploadprep check --files-from - --json")
    #expect(run.status == 65)
    #expect((run.errors.first?["message"] as? String)?.contains("-print0") == true)
    #expect(try bench.run("find . -name '*.jpg' -print0 | uploadprep check --files-from -").status == 0)
    try bench.put(Photos.jpeg(), "two\nlines.jpg")
    #expect(try bench.run("printf 'two\\nlines.jpg' | uploadprep check --files-from -").status == 0)
  }

  @Test("A foreign format is named the same in all three commands") func foreign() throws {
    try bench.put(Array("GIF89a..........".utf8), "a.gif")
    let checked = try bench.run("uploadprep check a.gif --json")
    let finding = (checked.objects[0]["findings"] as? [[String: Any]])?.first
    #expect(checked.status == 1 && finding?["code"] as? String == "wrong-format")
    for command in ["prepare", "inspect"] {
      let run = try bench.run("uploadprep \(command) a.gif --json")
      #expect(run.status == 65)
      #expect(run.errors.first?["code"] as? String == "wrong-format")
      #expect(run.errors.first?["message"] as? String == finding?["message"] as? String)
    }
  }

  @Test(
    "check passes every result of prepare, or prepare has said why not",
    arguments: [
      "", "--max-bytes 1000", "--max-side 150", "--max-bytes 300k", "--upright exif", "--watermark --effort fast",
    ])
  func promise(options: String) throws {
    try bench.put(Photos.jpeg(width: 180, height: 150), "small.jpg")
    try bench.put(Photos.jpeg(orientation: 6), "turned.jpg")
    let noise = try Photos.jpeg(width: 2400, height: 1800, maxBytes: 900_000)
    try bench.put(noise, "large.jpg")
    let run = try bench.run("uploadprep prepare . \(options) --json")
    func errors(_ object: [String: Any]) -> [String] {
      (object["findings"] as? [[String: Any]] ?? []).filter { $0["severity"] as? String == "error" }
        .compactMap { $0["code"] as? String }
    }
    let made = run.objects.dropLast()
    #expect(made.count == 4)
    #expect(run.status == (made.contains { !errors($0).isEmpty } ? 1 : 0))
    for object in made {
      let output = try #require(object["output"] as? String)
      #expect(try errors(bench.run("uploadprep check \(output) --json").objects[0]) == errors(object), "\(output)")
    }
  }
}

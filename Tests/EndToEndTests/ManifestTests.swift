import Foundation
import Testing

@Suite("A list of what was prepared", .timeLimit(.minutes(20))) struct ManifestTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    for name in ["in/a.jpg", "in/sub/b.jpg"] { try bench.put(Photos.jpeg(orientation: 6), name) }
  }

  private static let command = "uploadprep prepare in --out-dir out --manifest list.jsonl --json"

  /// The words that say why photos were skipped; nil for each that was prepared.
  private func skipped(_ run: Bench.Run) -> [String?] {
    run.objects.filter { $0["input"] != nil }.map { $0["skipped"] as? String }
  }

  private func entries() throws -> [[String: Any]] {
    try String(decoding: bench.bytes("list.jsonl"), as: UTF8.self).split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("A second run makes nothing again, whatever the files' times, and adds nothing to the list") func again() throws
  {
    let first = try bench.run(Self.command)
    #expect(first.status == 0 && skipped(first) == [nil, nil])
    let list = try bench.bytes("list.jsonl")
    let made = try bench.run("sha256sum out/a.upload.jpg in/a.jpg").lines.map { String($0.prefix(64)) }
    #expect(first.objects[0]["outputSHA256"] as? String == made[0])
    let entry = try #require(try entries().first { $0["input"] as? String == "in/a.jpg" })
    #expect(entry["outputSHA256"] as? String == made[0] && entry["inputSHA256"] as? String == made[1])
    _ = try bench.run("touch in/a.jpg; touch -d 2001-01-01 out/a.upload.jpg")
    let times = try bench.run("stat -c %y out/a.upload.jpg").output
    let second = try bench.run(Self.command)
    #expect(second.status == 0 && skipped(second) == ["unchanged", "unchanged"])
    #expect(try bench.run("stat -c %y out/a.upload.jpg").output == times)
    #expect(try bench.bytes("list.jsonl") == list)
    #expect(try bench.run(Self.command.replacing("--json", with: "--lang zh")).output.contains("已跳过"))
  }

  @Test(
    "What is missing or would be different is made again, and nothing else",
    arguments: [
      ("rm out/a.upload.jpg", "", ["in/a.jpg"]), ("printf x >>out/a.upload.jpg", "", ["in/a.jpg"]),
      ("cp in/c.jpg in/a.jpg", "", ["in/a.jpg"]), ("true", "--max-bytes 9k", ["in/a.jpg", "in/sub/b.jpg"]),
      ("true", "--watermark-text 样例", ["in/a.jpg", "in/sub/b.jpg"]),
      // A run that was killed before it could add its line.
      ("sed -i '/a.jpg/d' list.jsonl", "", ["in/a.jpg"]),
      // A run by another version.
      ("sed -i 's/\"options\":\"./&0/' list.jsonl", "", ["in/a.jpg", "in/sub/b.jpg"]),
    ])
  func different(change: String, options: String, remade: [String]) throws {
    try bench.put(Photos.jpeg(orientation: 3), "in/c.jpg")
    #expect(try bench.run("\(Self.command) --exclude c.jpg").status == 0)
    _ = try bench.run(change)
    let run = try bench.run("\(Self.command) --exclude c.jpg \(options)")
    #expect(run.status == 0)
    #expect(run.objects.filter { $0["outputBytes"] != nil }.compactMap { $0["input"] as? String } == remade)
    #expect(try skipped(bench.run("\(Self.command) --exclude c.jpg \(options)")) == ["unchanged", "unchanged"])
  }

  @Test("A line that a killed run has left unfinished spoils no other") func torn() throws {
    #expect(try bench.run(Self.command).status == 0)
    let whole = try bench.bytes("list.jsonl")
    try bench.put(Array(whole.dropLast(40)), "list.jsonl")
    let run = try bench.run(Self.command)
    #expect(run.status == 0 && skipped(run) == ["unchanged", nil])
    #expect(try skipped(bench.run(Self.command)) == ["unchanged", "unchanged"])
    let lines = String(decoding: try bench.bytes("list.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) == nil } == 1)
  }

  @Test("Runs at the same time add whole lines to one list") func together() throws {
    for index in 0..<24 { try bench.put(Photos.jpeg(width: 300 + index, height: 300), "many/\(index).jpg") }
    let prepare = "uploadprep prepare many/*{}.jpg --relative-to many --out-dir out --manifest list.jsonl"
    let run = try bench.run("printf '%s\\n' '[0-3]' '[4-6]' '[7-9]' | xargs -P 3 -I{} sh -c '\(prepare)'")
    #expect(run.status == 0)
    #expect(try Set(entries().compactMap { $0["input"] as? String }).count == 24)
    let again = try bench.run("uploadprep prepare many --relative-to many --out-dir out --manifest list.jsonl --json")
    #expect(again.status == 0 && skipped(again) == Array(repeating: "unchanged", count: 24))
  }

  @Test("A picture that fails its rules fails them again without being made, and what cannot be read is tried again")
  func failing() throws {
    try bench.put([1, 2, 3], "in/z.jpg")
    for _ in 1...2 { #expect(try bench.run(Self.command).status == 65) }
    #expect(try entries().count { $0["status"] as? Int == 65 && $0["error"] != nil } == 2)
    let small = "uploadprep prepare in/sub --manifest list.jsonl --max-side 100 --json"
    let first = try bench.run(small)
    #expect(first.status == 1 && skipped(first) == [nil])
    let second = try bench.run(small)
    #expect(second.status == 1 && skipped(second) == ["unchanged"])
    let findings = { (run: Bench.Run) in
      (run.objects[0]["findings"] as? [[String: String]])?.map { $0["code"] }
    }
    #expect(findings(second) == findings(first) && findings(second)?.contains("too-small") == true)
    let quiet = try bench.run(small.replacing("--json", with: "--quiet"))
    #expect(quiet.output.contains("b.jpg"))
  }

  @Test("A file that is no such list is left as it is") func photo() throws {
    let before = try bench.bytes("in/a.jpg")
    let run = try bench.run("uploadprep prepare in/sub --manifest in/a.jpg --json")
    #expect(run.status == 73 && run.errors.first?["code"] as? String == "not-a-manifest")
    #expect(try bench.bytes("in/a.jpg") == before)
    let lines = Array("{\"a\":1}\n".utf8)
    try bench.put(lines, "other.jsonl")
    _ = try bench.run("mkfifo pipe")
    for name in ["other.jsonl", "pipe"] {
      let run = try bench.run("uploadprep prepare in/sub --manifest \(name) --json")
      #expect(run.status == 73 && run.errors.first?["code"] as? String == "not-a-manifest")
    }
    #expect(try bench.bytes("other.jsonl") == lines)
    #expect(try bench.run("uploadprep prepare in --manifest - --json").status == 64)
    #expect(try bench.run("uploadprep prepare in --manifest l --skip-existing --json").status == 64)
    _ = try bench.run("uploadprep prepare in --manifest list.jsonl --dry-run")
    #expect(try bench.run("test -e list.jsonl").status == 1)
  }

  @Test("With --relative-to a name follows from the photo's path, whatever else is prepared") func relative() throws {
    try bench.put(Photos.jpeg(), "in/sub/b.png")
    let one = try bench.run("uploadprep prepare in/sub/b.jpg --relative-to in --out-dir out --json")
    #expect(one.objects.first?["output"] as? String == "out/sub/b.jpg.upload.jpg")
    let all = try bench.run("uploadprep prepare ./in --relative-to in/. --out-dir out --json --force")
    #expect(
      all.objects.compactMap { $0["output"] as? String } == [
        "out/a.jpg.upload.jpg", "out/sub/b.jpg.upload.jpg", "out/sub/b.png.upload.jpg",
      ])
    let outside = try bench.run("uploadprep prepare in/a.jpg in/sub/b.jpg --relative-to in/sub --out-dir other --json")
    #expect(outside.status == 64 && outside.errors.first?["code"] as? String == "outside")
    #expect(try bench.run("test -e other").status == 1)
    #expect(try bench.run("uploadprep prepare in --relative-to in --json").status == 64)
  }

  @Test("With --lines paths end with a line break") func lines() throws {
    let run = try bench.run("find in -name '*.jpg' | uploadprep check --files-from - --lines --no-content --json")
    #expect(Set(run.objects.compactMap { $0["path"] as? String }) == ["in/a.jpg", "in/sub/b.jpg"])
    #expect(try bench.run("uploadprep check in --lines").status == 64)
    #expect(try bench.run("find in -name '*.jpg' | uploadprep check --files-from -").error.contains("--lines"))
  }
}

import Foundation
import Testing

@Suite("A second run", .timeLimit(.minutes(20))) struct SecondRunTests {
  let bench: Bench

  init() throws {
    bench = try Bench()
    for name in ["a.jpg", "b.jpg"] { try bench.put(Photos.jpeg(orientation: 6), name) }
  }

  private func summary(_ run: Bench.Run) throws -> [String: Any] {
    try #require(run.objects.last?["summary"] as? [String: Any])
  }

  @Test("A run over several photos ends with a summary, a run over one does not") func summaries() throws {
    let run = try bench.run("uploadprep prepare a.jpg b.jpg gone.jpg --json")
    let summary = try summary(run)
    #expect(summary["prepared"] as? Int == 2 && summary["failed"] as? Int == 1 && summary["skipped"] as? Int == 0)
    #expect(summary["seconds"] is Double)
    #expect(try bench.run("uploadprep prepare a.jpg --force --json").lines.count == 1)
  }

  @Test("Earlier results among the inputs are skipped") func ownResults() throws {
    #expect(try bench.run("uploadprep prepare *.jpg").status == 0)
    let run = try bench.run("uploadprep prepare *.jpg --force --json")
    #expect(run.status == 0)
    #expect(run.objects.compactMap { $0["skipped"] as? String } == ["own-result", "own-result"])
    #expect(try summary(run)["prepared"] as? Int == 2)
    #expect(try bench.names() == ["a.jpg", "a.upload.jpg", "b.jpg", "b.upload.jpg"])
    let folder = try bench.run("uploadprep prepare . --force --json")
    #expect(try summary(folder)["skipped"] as? Int == 2)
    #expect(try bench.run("uploadprep prepare a.upload.jpg").output.contains("skipped"))
    #expect(try bench.run("uploadprep prepare a.upload.jpg --lang zh").output.contains("已跳过"))
    // Naming a prepared picture together with an output means that it is to be prepared.
    #expect(try bench.run("uploadprep prepare a.upload.jpg --watermark -o c.jpg").status == 0)
  }

  @Test("--skip-existing prepares only what is missing, older than its photo or damaged") func skipExisting() throws {
    #expect(try bench.run("uploadprep prepare a.jpg").status == 0)
    let resumed = try bench.run("uploadprep prepare *.jpg --skip-existing --json")
    #expect(resumed.status == 0)
    #expect(resumed.objects.compactMap { $0["skipped"] as? String } == ["existing", "own-result"])
    #expect(try summary(resumed)["prepared"] as? Int == 1)
    let again = try bench.run("uploadprep prepare . --skip-existing --json")
    #expect(try summary(again)["prepared"] as? Int == 0)
    _ = try bench.run("touch -d '2001-01-01' a.upload.jpg; truncate -s 3000 b.upload.jpg; touch b.upload.jpg")
    let mended = try bench.run("uploadprep prepare . --skip-existing --json")
    #expect(mended.status == 0)
    #expect(try summary(mended)["prepared"] as? Int == 2)
    #expect(try bench.run("uploadprep check a.upload.jpg b.upload.jpg").status == 0)
    // A smaller budget needs new results.
    let smaller = try bench.run("uploadprep prepare . --skip-existing --max-bytes 8k --json")
    #expect(try summary(smaller)["prepared"] as? Int == 2)
  }

  @Test("--preserve copies the photos' times to the results, which count as not older") func preserve() throws {
    let run =
      "touch -d '2020-02-03 04:05:06' a.jpg; uploadprep prepare a.jpg --preserve && stat -c %Y a.jpg a.upload.jpg"
    let times = try bench.run(run).lines.suffix(2)
    #expect(times.first == times.last)
    #expect(try bench.run("uploadprep prepare a.jpg --skip-existing").output.contains("skipped"))
  }

  @Test("A dry run prints what would be made and writes nothing") func dryRun() throws {
    try bench.put([1, 2, 3], "c.jpg")
    let run = try bench.run("uploadprep prepare . --out-dir out --dry-run --json")
    #expect(run.status == 65)
    #expect(run.objects.compactMap { $0["output"] as? String } == ["out/a.upload.jpg", "out/b.upload.jpg"])
    #expect(try bench.names() == ["a.jpg", "b.jpg", "c.jpg"])
    #expect(try bench.run("uploadprep prepare a.jpg && uploadprep prepare a.jpg --dry-run").status == 73)
  }

  @Test("--quiet prints only failures") func quiet() throws {
    try bench.put(Photos.jpeg(), "fine.jpg")
    let checked = try bench.run("uploadprep check . --quiet --max-input-bytes 1MB")
    #expect(checked.status == 1)
    #expect(!checked.output.contains("fine.jpg") && checked.output.contains("a.jpg"))
    #expect(checked.error == "")
    let prepared = try bench.run("uploadprep prepare a.jpg gone.jpg --quiet --max-bytes 100k")
    #expect(prepared.output == "" && prepared.error.contains("gone.jpg") && !prepared.error.contains("100"))
  }

  @Test(
    "--exclude leaves out names and paths by patterns",
    arguments: [
      ("--exclude 'b*'", ["./a.jpg", "./raw/x.jpg", "./张三/a.jpg"]),
      ("--exclude raw", ["./a.jpg", "./b.jpg", "./张三/a.jpg"]),
      ("--exclude raw/ --exclude '张?'", ["./a.jpg", "./b.jpg"]),
      ("--exclude 'raw/*' --exclude '*/a.jpg'", ["./a.jpg", "./b.jpg"]),
      ("--exclude ./a.jpg", ["./b.jpg", "./raw/x.jpg", "./张三/a.jpg"]),
    ])
  func exclude(options: String, left: [String]) throws {
    try bench.put(Photos.jpeg(), "raw/x.jpg")
    try bench.put(Photos.jpeg(), "张三/a.jpg")
    let run = try bench.run("uploadprep check . \(options) --json")
    #expect(run.objects.compactMap { $0["path"] as? String } == left)
    #expect(try bench.run("uploadprep check a.jpg --exclude '*.jpg'").status == 66)
  }

  @Test("An interrupted check writes its table and report of the files it has checked") func interrupted() throws {
    let photo = try Photos.jpeg(width: 1000, height: 800)
    for index in 0..<400 { try bench.put(photo, "in/\(index).jpg") }
    let process = bench.process(
      "exec env --default-signal uploadprep check in --jobs 1 --thorough --csv t.csv --report r.html --json")
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    var told = output.fileHandleForReading.availableData
    kill(process.processIdentifier, SIGINT)
    told += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    let lines = String(decoding: told, as: UTF8.self).split(separator: "\n")
    let checked = lines.count - 1
    #expect(checked > 0 && checked < 400)
    #expect(lines.last?.contains("\"checked\":\(checked),") == true)
    let rows = String(decoding: try bench.bytes("t.csv"), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(rows.count == checked + 2)
    let page = String(decoding: try bench.bytes("r.html"), as: UTF8.self)
    #expect(page.components(separatedBy: "<article").count == checked + 1)
    #expect(String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).contains("interrupted"))
    #expect(try bench.names().count == 400 + 2 + 2)
  }

  @Test("A result is no duplicate of its photo, and a file is none of itself") func noDuplicates() throws {
    #expect(try bench.run("rm b.jpg; uploadprep prepare a.jpg && uploadprep prepare a.jpg --out-dir ready").status == 0)
    _ = try bench.run("ln -s a.jpg link.jpg; ln a.jpg hard.jpg")
    let run = try bench.run("uploadprep check . a.jpg ./a.jpg ready --json")
    #expect(!run.output.contains("duplicate"))
  }

  @Test("The same page is a possible mix-up in another candidate's folder, and a duplicate in the same one")
  func mixUp() throws {
    for name in ["张三/身份证.jpg", "张三/raw/毕业证.jpg", "李四/身份证.jpg"] { try bench.put(Photos.jpeg(), "in/\(name)") }
    func messages(_ call: String) throws -> [String] {
      try bench.run("uploadprep check \(call) --json").objects.flatMap { object in
        (object["findings"] as? [[String: Any]] ?? []).filter { $0["code"] as? String == "duplicate" }
          .compactMap { $0["message"] as? String }
      }
    }
    let told = try messages("in")
    #expect(told.count == 2)
    #expect(told.first?.contains("leave one of the two out") == true)
    #expect(told.last?.contains("wrong one") == true)
    #expect(try messages("in/张三/身份证.jpg in/李四/身份证.jpg").first?.contains("wrong one") == true)
    #expect(try messages("in --lang zh").last?.contains("放错了人") == true)
  }
}

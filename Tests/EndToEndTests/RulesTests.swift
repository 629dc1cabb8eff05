import Foundation
import Testing

@Suite("Rules of pictures", .timeLimit(.minutes(20))) struct RulesTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  private static let head = "id: mine\nname: {en: Mine, zh: 自定}\nsource: {title: Notice, read: 2026-11-28}\n"

  @Test("Every built-in rule set is listed, shown, and printed as a file that is a good rule set") func shipped() throws
  {
    let list = try bench.run("uploadprep rules list --json")
    #expect(list.status == 0 && list.objects.count == 11)
    for object in list.objects {
      let id = try #require(object["id"] as? String)
      let show = try bench.run("uploadprep rules show \(id) --json")
      #expect((show.objects.first?["source"] as? [String: Any])?["read"] as? String == "2026-11-28")
      #expect(try bench.run("uploadprep rules show \(id) --yaml > f.yaml && uploadprep rules check f.yaml").status == 0)
    }
  }

  @Test("A contradiction and a misspelt key are refused by line, in both languages") func contradiction() throws {
    try bench.put(Array((Self.head + "bytes: {minimum: 50k, maximum: 20k}\n").utf8), "bad.yaml")
    let run = try bench.run("uploadprep rules check bad.yaml --json")
    #expect(run.status == 65)
    let reasons = try #require(run.errors.first?["reasons"] as? [[String: Any]])
    #expect(reasons.map { $0["line"] as? Int } == [4])
    #expect(try bench.run("uploadprep rules check bad.yaml --lang zh").error.contains("第 4 行"))
    #expect(try bench.run("uploadprep rules check nowhere --json").status == 66)
  }

  @Test("Pictures are judged by a rule set, and what is not judged is said") func check() throws {
    try bench.put(Photos.jpeg(width: 295, height: 413, maxBytes: 30_000), "a.jpg")
    try bench.put(Photos.jpeg(width: 295, height: 414, maxBytes: 12_000), "b.jpg")
    let run = try bench.run("uploadprep check a.jpg b.jpg --rules nurses --json --report r.html")
    #expect(run.status == 1)
    let codes = run.objects.prefix(2).map { object in
      Set((object["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String })
    }
    #expect(!codes[0].contains("wrong-size") && !codes[0].contains("too-few-bytes"))
    #expect(codes[1].isSuperset(of: ["wrong-size", "too-few-bytes", "wrong-background"]))
    let summary = try #require(run.objects.last?["summary"] as? [String: Any])
    #expect(summary["rules"] as? String == "nurses")
    #expect((summary["notChecked"] as? [String])?.contains("the position and size of the face") == true)
    #expect(try String(decoding: bench.bytes("r.html"), as: UTF8.self).contains("未检查"))
    #expect(try bench.run("uploadprep check a.jpg --rules nurses").error.contains("Not checked: the position"))
  }

  @Test("Flags override a rule set for one run, and say how sizes were understood") func flags() throws {
    try bench.put(Photos.jpeg(width: 300, height: 400, maxBytes: 30_000), "a.jpg")
    let codes = { (flags: String) in
      try bench.run("uploadprep check a.jpg --no-content --json \(flags)").objects[0]["findings"] as? [[String: Any]]
        ?? []
    }
    #expect(try codes("--width 300 --height 380-420 --min-bytes 1k").isEmpty)
    #expect(try codes("--width 299").first?["code"] as? String == "wrong-size")
    #expect(try codes("--dpi 300").first?["code"] as? String == "wrong-dpi")
    #expect(try codes("--max-bytes 3KiB").first?["code"] as? String == "too-many-bytes")
    #expect(try codes("--rules nurses --width 300 --height 400").allSatisfy { $0["code"] as? String != "wrong-size" })
    #expect(try bench.run("uploadprep check a.jpg --max-bytes 200KiB").error.contains("204,800 bytes"))
    let against = try bench.run("uploadprep check a.jpg --min-bytes 300k --max-bytes 200k --json")
    #expect(against.status == 64 && against.errors.first?["code"] as? String == "usage")
    #expect(try bench.run("uploadprep check a.jpg --width many").status == 64)
    #expect(try bench.run("uploadprep check a.jpg --rules nurses --policy national-2023").status == 64)
  }

  @Test("Shape, colours and formats are overridden for one run, and contradictions are told") func lookFlags() throws {
    try bench.put(Photos.jpeg(width: 300, height: 240, maxBytes: 30_000), "a.jpg")
    func made(_ flags: String, status: Int32 = 0) throws -> [String: Any] {
      let run = try bench.run("uploadprep prepare a.jpg --force --json \(flags)")
      #expect(run.status == status, "\(flags): \(run.error)")
      return run.objects.first ?? run.errors.first ?? [:]
    }
    func size(_ flags: String) throws -> [Int?] {
      let made = try made(flags)
      return [made["width"] as? Int, made["height"] as? Int]
    }
    #expect(try made("--ratio 1:1", status: 1)["code"] as? String == "wrong-shape")
    #expect(try size("--ratio 1:1 --fit crop") == [240, 240])
    #expect(try size("--ratio 1:1 --fit pad") == [300, 300])
    #expect(try size("--ratio 1:1 --fit pad:blue") == [300, 300])
    #expect(try size("--width 295 --height 413 --fit crop --enlarge") == [295, 413])
    let nurses = "--rules nurses --max-bytes 60k"
    #expect(try made("\(nurses) --no-enlarge --fit refuse", status: 1)["code"] as? String == "wrong-shape")
    #expect(try made("--width 400- --ratio 5:4", status: 1)["code"] as? String == "too-few-pixels")
    #expect(try size("--width 400- --ratio 5:4 --enlarge") == [400, 320])
    // Black and white is made as PNG unless the formats say otherwise.
    #expect(try made("--colour black-and-white -o b.png")["output"] as? String == "b.png")
    #expect(try made("--colour black-and-white --formats jpeg")["output"] as? String == "a.upload.jpg")
    #expect(try made("--formats png --colour grey -o c.png")["output"] as? String == "c.png")
    #expect(try made("--background blue", status: 1)["findings"].debugDescription.contains("wrong-background"))
    #expect(try bench.run("uploadprep check b.png --no-content --formats jpeg --json").output.contains("wrong-format"))
    for flags in [
      "--fit crop", "--ratio 3", "--fit squeeze", "--colour red", "--formats gif", "--formats heic",
      "--background whitish", "--ratio 1:1 --fit pad:blue --background white", "--width 295 --height 413 --ratio 1:1",
      "--width -", "--fit pad:blue --ratio 1:1 --colour grey",
    ] {
      #expect(try made(flags, status: 64)["code"] as? String == "usage", "\(flags)")
    }
  }

  @Test("How much of a file is a comment without meaning is said") func comment() throws {
    try bench.put(Photos.jpeg(width: 400, height: 400, maxBytes: 30_000), "a.jpg")
    let call = "uploadprep prepare a.jpg --force --width 40 --height 40 --min-bytes 50k"
    let run = try bench.run("\(call) --json")
    let bytes = try #require(run.objects.first?["commentBytes"] as? Int)
    #expect(run.status == 0 && bytes > 40_000)
    #expect(try bench.run(call).output.contains("\(bytes) bytes of it a comment without meaning"))
    #expect(try bench.run("\(call) --lang zh").output.contains("其中 \(bytes) 字节为无意义的注释"))
    #expect(try bench.run("uploadprep prepare a.jpg --force --json").objects.first?["commentBytes"] == nil)
  }

  @Test("All files of a person are judged together") func sets() throws {
    try bench.put(Array((Self.head + "set: {files: {maximum: 1}, totalBytes: 10k}\n").utf8), "rules.yaml")
    for name in ["in/one/a.jpg", "in/one/b.jpg", "in/two/a.jpg"] { try bench.put(Photos.jpeg(), name) }
    let run = try bench.run("uploadprep check in --rules rules.yaml --no-content --json")
    #expect(run.status == 1)
    let sets = run.objects.compactMap { $0["set"] as? [String: Any] }
    #expect(sets.map { $0["files"] as? Int } == [2, 1])
    let codes = (sets[0]["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes == ["too-many-files", "set-too-large"])
  }

  @Test("A policy's material can have rules of its own") func material() throws {
    let change = "sed 's/  - id: identity$/  - id: identity\\n    pictures: {pixels: {width: {minimum: 1020}}}/'"
    #expect(try bench.run("uploadprep policy show --yaml national-2023 | \(change) > p.yaml").status == 0)
    try bench.put(Photos.jpeg(width: 600), "a.jpg")
    #expect(try bench.run("uploadprep check a.jpg --no-content --policy p.yaml").status == 0)
    let run = try bench.run("uploadprep check a.jpg --no-content --policy p.yaml --material identity --json")
    #expect(run.status == 1 && run.output.contains("wrong-size"))
    #expect(try bench.run("uploadprep check a.jpg --policy p.yaml --material passport").status == 64)
  }

  // MARK: Names

  private static let id = "11010519491231002X"

  @Test("Pictures are named by a table in UTF-8 or GBK") func names() throws {
    for name in ["in/a.jpg", "in/b.jpg"] { try bench.put(Photos.jpeg(), name) }
    try bench.put(Array("文件,身份证号,姓名\na.jpg,\(Self.id),甲\nb,110105194912310038,乙\n".utf8), "t.csv")
    #expect(try bench.run("iconv -f UTF-8 -t GBK t.csv > gbk.csv").status == 0)
    for (table, folder) in [("t.csv", "out"), ("gbk.csv", "gbk")] {
      let run = try bench.run(
        "uploadprep prepare in --out-dir \(folder) --out-name '{id-number}_{姓名}' --names \(table) --json")
      #expect(run.status == 0, "\(run.error)")
      #expect(try bench.run("ls \(folder)").lines == ["\(Self.id)_甲.jpg", "110105194912310038_乙.jpg"])
    }
    let again = try bench.run(
      "uploadprep prepare in --out-dir out --out-name '{id-number}_{姓名}' --names t.csv --skip-existing")
    #expect(again.output.contains("2 skipped"))
  }

  @Test("Collisions, missing lines, empty and unsafe values, and unknown fields are refused before anything is written")
  func refused() throws {
    for name in ["in/a.jpg", "in/b.jpg"] { try bench.put(Photos.jpeg(), name) }
    for (table, name) in [
      ("file,n\na.jpg,x\nb.jpg,X\n", "{n}"), ("file,n\na.jpg,x\n", "{n}"), ("file,n\na.jpg,x\nb.jpg,\n", "{n}"),
      ("file,n\na.jpg,x\nb.jpg,../y\n", "{n}"), ("file,n\na.jpg,x\nb.jpg,.y\n", "{n}"),
      ("file,n\na.jpg,x\nb.jpg,\(String(repeating: "长", count: 90))\n", "{n}"), ("file,n\na.jpg,x\nb.jpg,CON\n", "{n}"),
      ("file,n\na.jpg,x\nb.jpg,\"y\tz\"\n", "{n}"), ("file,n\na.jpg,x\na.jpg,y\nb.jpg,z\n", "{n}"), ("a,b\n", "{n}"),
    ] {
      try bench.put(Array(table.utf8), "t.csv")
      let run = try bench.run("uploadprep prepare in --out-dir out --out-name '\(name)' --names t.csv --json")
      #expect(run.status == 65 && run.errors.first?["code"] as? String == "bad-names", "\(table)")
    }
    for call in [
      "--out-name '{m}' --names t.csv --out-dir out", "--out-name '{id-number}' --out-dir out", "--out-name '{stem}'",
      "--out-name '../{stem}' --out-dir out", "--names t.csv --out-dir out",
    ] {
      try bench.put(Array("file,n\na.jpg,x\nb.jpg,y\n".utf8), "t.csv")
      #expect(try bench.run("uploadprep prepare in \(call) --json").status == 64, "\(call)")
    }
    #expect(try bench.run("test -e out").status != 0)
  }

  @Test("No message of a wrong table repeats a person's number") func noPersonalData() throws {
    for name in ["in/a.jpg", "in/b.jpg"] { try bench.put(Photos.jpeg(), name) }
    try bench.put(Array("file,id-number\na.jpg,\(Self.id)/\nb.jpg,\(Self.id)\n".utf8), "t.csv")
    let run = try bench.run("uploadprep prepare in --out-dir out --out-name '{id-number}' --names t.csv")
    #expect(run.status == 65 && run.error.contains("Line 2") && !run.error.contains(Self.id))
  }

  @Test("The rules' own pattern names pictures where a table is given") func pattern() throws {
    try bench.put(Photos.jpeg(width: 300, height: 400, maxBytes: 30_000), "in/a.jpg")
    try bench.put(Array("file,id-number\na.jpg,\(Self.id)\n".utf8), "t.csv")
    let run = try bench.run("uploadprep prepare in --rules ncre --out-dir out --names t.csv --json")
    #expect(run.objects.first?["output"] as? String == "out/\(Self.id).jpg", "\(run.error)")
  }
}

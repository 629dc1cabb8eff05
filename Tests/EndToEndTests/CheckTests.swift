import Foundation
import Testing
import Wording

@Suite("uploadprep check", .timeLimit(.minutes(20))) struct CheckTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test("Every file in a folder gets an object with the contract's keys, then a summary follows") func contract() throws
  {
    try bench.put(Photos.jpeg(), "in/fine.jpg")
    try bench.put(Photos.jpeg(orientation: 6), "in/turned.jpg")
    try bench.put(Array("notes".utf8), "in/notes.txt")
    try bench.put(Photos.jpeg(), "in/was.upload.jpg")
    let run = try bench.run("uploadprep check in --json")
    #expect(run.status == 1)
    #expect(run.error == "")
    #expect(
      run.objects.dropLast().compactMap { $0["path"] as? String } == [
        "in/fine.jpg", "in/notes.txt", "in/turned.jpg", "in/was.upload.jpg",
      ])
    let turned = run.objects[2]
    // `paper` is there where the kind of paper is decided.
    #expect(
      Set(turned.keys).subtracting(["paper"]) == [
        "path", "ok", "format", "width", "height", "bytes", "orientation", "findings",
      ])
    let finding = try #require((turned["findings"] as? [[String: Any]])?.first)
    #expect(finding["code"] as? String == "not-upright")
    #expect(finding["severity"] as? String == "error")
    #expect((finding["message"] as? String)?.isEmpty == false)
    let summary = try #require(run.objects.last?["summary"] as? [String: Any])
    #expect(summary["checked"] as? Int == 4)
    #expect(summary["passed"] as? Int == 2)
    #expect(summary["failed"] as? Int == 2)
    #expect(summary["seconds"] is Double)
  }

  @Test("A folder of good pictures exits with 0") func fine() throws {
    try bench.put(Photos.jpeg(), "in/fine.jpg")
    #expect(try bench.run("uploadprep check in").status == 0)
  }

  @Test("Pipes, sockets and broken links are findings, and the command does not wait for them") func oddThings() throws
  {
    try bench.put(Photos.jpeg(), "in/fine.jpg")
    _ = try bench.run("mkfifo in/pipe.jpg; ln -s gone in/nowhere.jpg; ln -s in/loop in/loop; ln -s ../in in/itself")
    let run = try bench.run("timeout 10 uploadprep check in --json")
    #expect(run.status == 1)
    let codes = run.objects.dropLast().map { object in
      let findings = object["findings"] as? [[String: Any]]
      return "\(object["path"] ?? "") \(findings?.first?["code"] ?? "fine")"
    }
    #expect(
      codes == [
        "in/fine.jpg fine", "in/loop unreadable", "in/nowhere.jpg unreadable", "in/pipe.jpg unreadable",
      ])
    #expect(try bench.run("timeout 10 uploadprep prepare in/pipe.jpg").status == 65)
    let link = try bench.run("uploadprep prepare in/nowhere.jpg --json")
    #expect(link.status == 66)
    #expect(link.errors.first?["code"] as? String == "broken-link")
  }

  @Test("Symbolic links are followed inside the folder only") func links() throws {
    try bench.put(Photos.jpeg(), "outside.jpg")
    try bench.put(Photos.jpeg(), "in/a.jpg")
    _ = try bench.run("ln -s a.jpg in/b.jpg; ln -s ../outside.jpg in/c.jpg; ln -s .. in/up")
    let run = try bench.run("uploadprep check in --json")
    #expect(run.objects.dropLast().compactMap { $0["path"] as? String } == ["in/a.jpg", "in/b.jpg"])
  }

  @Test("A policy is named by its id or its file, and an unknown one is an error") func policy() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    #expect(try bench.run("uploadprep check a.jpg --policy national-2023").status == 0)
    #expect(try bench.run("uploadprep check a.jpg --policy gone.yaml").status == 66)
    try bench.put(Array("id: 1".utf8), "bad.yaml")
    let bad = try bench.run("uploadprep check a.jpg --policy bad.yaml --json")
    #expect(bad.status == 65)
    #expect(bad.errors.first?["code"] as? String == "bad-policy")
  }

  @Test("A missing file exits with 66, and the others are still checked") func missing() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    let run = try bench.run("uploadprep check gone.jpg a.jpg --json")
    #expect(run.status == 66)
    #expect(run.errors.first?["code"] as? String == "no-such-file")
    #expect((run.objects.last?["summary"] as? [String: Any])?["checked"] as? Int == 1)
  }

  @Test("A folder or file without read permission is reported", .enabled(if: getuid() != 0, "root reads everything"))
  func permissions() throws {
    try bench.put(Photos.jpeg(), "in/secret.jpg")
    #expect(try bench.run("chmod 0 in/secret.jpg; uploadprep prepare in/secret.jpg").status == 66)
    #expect(try bench.run("uploadprep check in/secret.jpg").status == 1)
    #expect(try bench.run("chmod 0 in; uploadprep check in; s=$?; chmod 755 in; exit $s").status == 66)
  }

  @Test("File names that are not UTF-8, or contain line breaks, are opened and printed as valid JSON") func names()
    throws
  {
    try bench.put(Photos.jpeg(), "a.jpg")
    let script = """
      latin=$(printf 'caf\\351.jpg'); broken=$(printf 'two\\nlines.jpg')
      mkdir in; cp a.jpg "in/$latin"; cp a.jpg "in/$broken"
      uploadprep prepare "in/$latin" "in/$broken" --json && uploadprep check in --json
      """
    let run = try bench.run(script)
    #expect(run.status == 0)
    #expect(run.lines.count == 2 + 1 + 4 + 1)
    #expect(run.objects.count == run.lines.count)
    #expect(run.objects[1]["input"] as? String == "in/two\nlines.jpg")
    let people = try bench.run("uploadprep check in --no-content")
    #expect(people.lines.count == 4 + 1)
    // All four photos look the same. The second photo and its result are reported as duplicates; a result is no
    // duplicate of its own photo.
    let looked = try bench.run("uploadprep check in")
    #expect(looked.lines.count == 4 + 2 + 1)
  }

  @Test("Files too large are refused by their size without being read") func tooLarge() throws {
    _ = try bench.run("truncate -s 5G big.jpg")
    let run = try bench.run("uploadprep check big.jpg --json")
    #expect(run.status == 1)
    let codes = (run.objects[0]["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes == ["unreadable", "too-many-bytes"])
    #expect(try bench.run("uploadprep prepare big.jpg").status == 65)
  }

  @Test("A closed output pipe is not reported as an error") func closedPipe() throws {
    for index in 0..<20 { try bench.put(Photos.jpeg(), "in/\(index).jpg") }
    let run = try bench.run("uploadprep check in --json | head -n 1")
    #expect(run.lines.count == 1)
    #expect(run.error == "")
  }

  @Test("The table suits Excel: byte order mark, CR LF, quotes, and no formulas") func table() throws {
    try bench.put(Photos.jpeg(orientation: 6), "=cmd(\"x\"),1.jpg")
    #expect(try bench.run("uploadprep check '=cmd(\"x\"),1.jpg' --csv table.csv").status == 1)
    let text = String(decoding: try bench.bytes("table.csv").dropFirst(3), as: UTF8.self)
    #expect(try bench.bytes("table.csv").prefix(3) == [0xEF, 0xBB, 0xBF])
    let rows = text.components(separatedBy: "\r\n")
    #expect(rows[0] == "path,candidate,ok,format,width,height,bytes,orientation,findings,messages")
    #expect(rows[1].hasPrefix("\"'=cmd(\"\"x\"\"),1.jpg\",,no,jpeg,320,240,"))
    #expect(rows.last == "")
  }

  @Test("The report is one file without external resources, escapes names and lists failed pictures first")
  func report()
    throws
  {
    try bench.put(Photos.jpeg(), "a-fine.jpg")
    try bench.put(Photos.jpeg(orientation: 6), "b<script>alert('&').jpg")
    #expect(try bench.run("uploadprep check . --report r.html --lang zh").status == 1)
    let page = String(decoding: try bench.bytes("r.html"), as: UTF8.self)
    // The only script is the search.
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.contains("href=\"b%3Cscript%3Ealert%28%27%26%27%29.jpg\""))
    #expect(page.contains("b&lt;script&gt;alert(&#39;&amp;&#39;).jpg"))
    #expect(!page.contains("src=\"http") && !page.contains("url(http"))
    let bad = try #require(page.range(of: "<article class=\"card failed\""))
    let good = try #require(page.range(of: "<article class=\"card fine\""))
    #expect(bad.lowerBound < good.lowerBound)
    #expect(page.contains("data:image/jpeg;base64,"))
    #expect(page.contains("<code>uploadprep prepare</code>"))
    #expect(try bench.run("uploadprep check . --report r.html").status == 73)
    // The report of an earlier run is not checked like a picture.
    #expect(try bench.run("uploadprep check . --report r.html --force --json").objects.count == 3)
  }

  @Test("The table and the report cannot be the same file, in any spelling of its path") func sameFile() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    #expect(try bench.run("uploadprep check a.jpg --csv x --report ./x --force").status == 64)
    #expect(try bench.run("ls").output == "a.jpg\n")
  }

  @Test("A file name that is not UTF-8 is read from a list, and printed percent-encoded too") func strayNames()
    throws
  {
    try bench.put(Photos.jpeg(), "a.jpg")
    let make = "n=$(printf 'caf\\351.jpg'); cp a.jpg \"$n\"; printf '%s\\0' \"$n\" > list"
    _ = try bench.run(make)
    let checked = try bench.run("uploadprep check --files-from list --json")
    #expect(checked.status == 0)
    #expect(checked.objects[0]["path"] as? String == "caf\u{FFFD}.jpg")
    #expect(checked.objects[0]["pathEncoded"] as? String == "caf%E9.jpg")
    let prepared = try bench.run("uploadprep prepare --files-from list --json")
    #expect(prepared.objects[0]["inputEncoded"] as? String == "caf%E9.jpg")
    #expect(prepared.objects[0]["outputEncoded"] as? String == "caf%E9.upload.jpg")
    _ = try bench.run("rm \"$(printf 'caf\\351.jpg')\"")
    let missing = try bench.run("uploadprep check --files-from list --json")
    #expect(missing.status == 66)
    #expect(missing.errors[0]["inputEncoded"] as? String == "caf%E9.jpg")
    // Nothing was checked, so there is no summary.
    #expect(missing.objects.isEmpty)
  }

  @Test("`prepare` is recommended only where it helps") func advice() throws {
    var file = try Photos.jpeg(orientation: 6)
    func messages() throws -> String { try bench.run("uploadprep check a.jpg").output }
    try bench.put(file, "a.jpg")
    #expect(try messages().contains("uploadprep prepare"))
    file.removeLast(file.count / 2)
    _ = try bench.run("rm a.jpg")
    try bench.put(file, "a.jpg")
    #expect(try !messages().contains("uploadprep prepare"))
  }

  @Test("What is no number of an identity card is wrong usage, and so are two things on standard input")
  func wrongNumber()
    throws
  {
    try bench.put(Photos.jpeg(), "a.jpg")
    for call in [
      "uploadprep check --id-number 123 a.jpg --json", "echo 1 | uploadprep check --id-number - - --json",
      "uploadprep check --names t.csv --id-number 11010119900307888X a.jpg --json",
      "uploadprep check --names t.csv --no-content a.jpg --json",
    ] {
      let run = try bench.run(call)
      #expect(run.status == 64 && run.errors.first?["code"] as? String == "usage", "\(run.error)")
    }
  }

  @Test("A folder is refused as a list, and an unknown command is named") func wrongWords() throws {
    #expect(try bench.run("uploadprep check --files-from .").status == 65)
    let bogus = try bench.run("uploadprep bogus --json")
    #expect(bogus.status == 64)
    #expect((bogus.errors[0]["message"] as? String)?.contains("bogus") == true)
  }

  @Test("A photo is not replaced by a table or a report, with or without --force") func outputIsInput() throws {
    let photo = try Photos.jpeg()
    try bench.put(photo, "a.jpg")
    #expect(try bench.run("uploadprep check a.jpg --csv a.jpg --force").status == 73)
    #expect(try bench.bytes("a.jpg") == photo)
  }
}

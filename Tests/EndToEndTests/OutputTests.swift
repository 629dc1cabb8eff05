import Foundation
import ImageKit
import Testing

@Suite("Outputs of the command", .timeLimit(.minutes(20))) struct OutputPlaceTests {
  let bench: Bench
  let photo: [UInt8]

  init() throws {
    bench = try Bench()
    // As from a camera: not written by this project's encoder.
    photo = try Photos.jpeg(orientation: 3)
    try bench.put(photo, "a.jpg")
    try bench.put(photo, "b.jpg")
    try bench.put(Array("id".utf8), "notes.txt")
  }

  @Test(
    "No table or report replaces a picture under any name, even with --force",
    arguments: [
      "check --force --csv *.jpg", "check b.jpg --force --csv a.jpg", "check b.jpg --force --csv ./a.jpg",
      "check b.jpg --force --csv ../$(basename $PWD)/a.jpg", "check b.jpg --force --report a.jpg",
      "check b.jpg --force --report link.html", "check b.jpg --force --csv hard.csv",
      "check a.jpg --force --csv hard.csv",
      "check sub --force --csv a.jpg", "check b.jpg --force --csv scan.tif", "check b.jpg --force --csv torn.jpeg",
    ])
  func tableOverPicture(call: String) throws {
    try bench.put([0x49, 0x49, 42, 0, 8, 0, 0, 0], "scan.tif")
    try bench.put([1, 2, 3], "torn.jpeg")
    try bench.put(photo, "sub/c.jpg")
    _ = try bench.run("ln -s a.jpg link.html; ln a.jpg hard.csv")
    let before = try bench.run("find . -type f | sort | xargs sha256sum").output
    let run = try bench.run("uploadprep \(call) --json")
    #expect(run.status == 73)
    #expect(["output-is-picture", "output-is-input"].contains(run.errors.first?["code"] as? String))
    #expect(try bench.run("find . -type f | sort | xargs sha256sum").output == before)
    #expect(try bench.run("test -L link.html").status == 0)
  }

  @Test("No output replaces a list or policy that the call reads", arguments: ["list", "policy.yaml"])
  func readFiles(name: String) throws {
    _ = try bench.run("printf 'a.jpg\\0' > list; uploadprep policy show national-2023 > policy.yaml")
    let before = try bench.bytes(name)
    #expect(try bench.run("uploadprep check --files-from list --policy policy.yaml --csv \(name) --force").status != 0)
    if name == "list" { #expect(try bench.run("uploadprep prepare --files-from list -o list --force").status == 73) }
    #expect(try bench.bytes(name) == before)
  }

  @Test("A photo is not replaced by another photo's result, while an earlier result is replaced")
  func pictureOverPicture() throws {
    let refused = try bench.run("uploadprep prepare b.jpg -o a.jpg --force --json")
    #expect(refused.status == 73)
    #expect(refused.errors.first?["code"] as? String == "output-is-picture")
    #expect(try bench.bytes("a.jpg") == photo)
    for _ in 1...2 { #expect(try bench.run("uploadprep prepare b.jpg -o made.jpg --watermark --force").status == 0) }
    #expect(try bench.run("uploadprep prepare a.jpg -o made.jpg --force").status == 0)
    #expect(try bench.run("uploadprep prepare a.jpg -o made.jpg --force").status == 0)
    for _ in 1...2 { #expect(try bench.run("uploadprep prepare *.jpg --force --out-dir out").status == 0) }
  }

  @Test("An older table or report is replaced with --force") func tables() throws {
    for _ in 1...2 { #expect(try bench.run("uploadprep check a.jpg --csv t.csv --report r.html --force").status == 1) }
    #expect(try bench.run("uploadprep check a.jpg --csv T.csv --report t.CSV --force").status == 64)
  }

  @Test("`-` is standard output for every output file, and messages then go to standard error") func dash() throws {
    let csv = try bench.run("uploadprep check a.jpg --csv -")
    #expect(csv.output.hasPrefix("\u{FEFF}path,"))
    #expect(csv.error.contains("a.jpg"))
    let page = try bench.run("uploadprep check a.jpg --report -")
    #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.hasSuffix("</html>\n"))
    #expect(try bench.run("uploadprep prepare a.jpg -o - > c.jpg && uploadprep check c.jpg").status == 0)
    for call in ["check a.jpg --csv - --json", "check a.jpg --csv - --report -", "prepare a.jpg -o - --json"] {
      let run = try bench.run("uploadprep \(call)")
      #expect(run.status == 64)
      #expect(run.output == "")
    }
    #expect(!bench.has("-"))
  }

  @Test(
    "Closed or full standard output exits with 74, and no result is written into another file",
    arguments: [">&-", "> /dev/full"])
  func closed(redirection: String) throws {
    for call in ["check a.jpg", "prepare a.jpg --out-dir out", "inspect a.jpg --json", "--version", "policy list"] {
      let run = try bench.run("uploadprep \(call) \(redirection)")
      #expect(run.status == 74, "\(call)")
      #expect(!run.error.isEmpty)
    }
    #expect(try bench.run("uploadprep prepare b.jpg --quiet >&- && uploadprep check b.upload.jpg").status == 0)
    #expect(try bench.run("uploadprep check - <&-").status != 0)
  }

  @Test("A stored picture is written to standard output, but not over a photo or into the store") func picture() throws
  {
    let make = """
      export UPLOADPREP_STORE=store
      uploadprep store init --policy national-2023 && uploadprep registration add R1 --name 甲 --category 临床执业医师 \
        --site 测试 --id-number 110101199001010011 && uploadprep registration activate R1 \
        && uploadprep upload R1 identity a.jpg
      """
    #expect(try bench.run(make).status == 0)
    let store = ["UPLOADPREP_STORE": "store"]
    #expect(try bench.run("uploadprep picture R1 identity 1 -o - > p.jpg", environment: store).status == 0)
    #expect(BudgetEncoder.wrote(try bench.bytes("p.jpg")))
    #expect(try bench.run("uploadprep picture R1 identity 1 -o - --json", environment: store).status == 64)
    #expect(try bench.run("uploadprep picture R1 identity 1 -o b.jpg --force", environment: store).status == 73)
    #expect(try bench.bytes("b.jpg") == photo)
    let inside = "uploadprep picture R1 identity 1 -o store/../store/store.sqlite --force"
    #expect(try bench.run(inside, environment: store).status == 73)
    #expect(try bench.run("uploadprep picture R1 identity 1 -o p.jpg --force", environment: store).status == 0)
    let unknown = try bench.run("uploadprep audit NOPE --json", environment: store)
    #expect(unknown.status == 1)
    #expect(unknown.errors.first?["code"] as? String == "not-found")
    #expect(try bench.run("uploadprep audit R1", environment: store).status == 0)
  }
}

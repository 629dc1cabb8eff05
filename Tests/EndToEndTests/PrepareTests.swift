import Foundation
import Testing

@Suite("uploadprep prepare", .timeLimit(.minutes(20))) struct PrepareTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test("A photo becomes NAME.upload.jpg beside it, with an object of the contract's keys") func contract() throws {
    try bench.put(Photos.jpeg(orientation: 6), "IMG_0001.JPG")
    let run = try bench.run("uploadprep prepare IMG_0001.JPG --watermark --json")
    #expect(run.status == 0)
    #expect(run.error == "")
    let object = try #require(run.objects.first)
    #expect(run.lines.count == 1)
    let keys = [
      "input", "output", "inputBytes", "outputBytes", "inputWidth", "inputHeight", "width", "height", "orientation",
      "quality", "watermarked", "milliseconds", "findings",
    ]
    #expect(keys.allSatisfy { object.keys.contains($0) })
    #expect(object["input"] as? String == "IMG_0001.JPG")
    #expect(object["output"] as? String == "IMG_0001.upload.jpg")
    #expect(object["orientation"] as? Int == 6)
    #expect(object["inputWidth"] as? Int == 320)
    #expect(object["watermarked"] as? Bool == true)
    let made = try bench.bytes("IMG_0001.upload.jpg")
    #expect(object["outputBytes"] as? Int == made.count)
    #expect(made.count <= 200_000)
    #expect(try bench.run("uploadprep check IMG_0001.upload.jpg").status == 0)
  }

  @Test("The result has the permissions that the umask gives") func mode() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    #expect(try bench.run("umask 022; uploadprep prepare a.jpg && stat -c %a a.upload.jpg").lines.last == "644")
  }

  @Test("Results are printed in the order of the inputs, for any number of jobs") func order() throws {
    let names = (0..<12).map { "photo-\($0).jpg" }
    let (slow, quick) = (try Photos.jpeg(width: 1200), try Photos.jpeg(width: 64))
    for (index, name) in names.enumerated() {
      try bench.put(index % 3 == 0 ? slow : quick, name)
    }
    let order = names.reversed().joined(separator: " ")
    for jobs in [1, 2, 7] {
      let run = try bench.run("uploadprep prepare \(order) --force --json --jobs \(jobs)")
      #expect(run.objects.compactMap { $0["input"] as? String } == names.reversed())
    }
  }

  @Test("Names that would collide keep their extension, and a file that is not a picture does not count")
  func collisions()
    throws
  {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(), "a.png")
    try bench.put(Photos.jpeg(), "b.jpg")
    try bench.put(Array("{}".utf8), "b.json")
    let run = try bench.run("uploadprep prepare . --json")
    #expect(run.status == 65)
    #expect(
      run.objects.compactMap { $0["output"] as? String } == [
        "./a.jpg.upload.jpg", "./a.png.upload.jpg", "./b.upload.jpg",
      ])
    #expect(run.errors.first?["input"] as? String == "./b.json")
  }

  @Test("A folder is walked in name order, without dot-files and earlier results") func folder() throws {
    for name in ["z.jpg", "sub/b.jpg", "sub/a.jpg", ".hidden.jpg", ".thumbs/t.jpg", "old.upload.jpg"] {
      try bench.put(Photos.jpeg(), "in/\(name)")
    }
    let run = try bench.run("uploadprep prepare in --out-dir out --json")
    #expect(run.objects.compactMap { $0["input"] as? String } == ["in/sub/a.jpg", "in/sub/b.jpg", "in/z.jpg"])
    #expect(bench.has("out/sub/a.upload.jpg") && bench.has("out/z.upload.jpg"))
    #expect(try bench.run("uploadprep prepare in --out-dir out --json").status == 73)
  }

  @Test("Photos of the same name from several folders keep their folders below the output folder") func folders() throws
  {
    try bench.put(Photos.jpeg(), "张三/身份证.jpg")
    try bench.put(Photos.jpeg(), "李四/身份证.jpg")
    let run = try bench.run("printf '张三/身份证.jpg\\0李四/身份证.jpg\\0' | uploadprep prepare --files-from - --out-dir out")
    #expect(run.status == 0)
    #expect(bench.has("out/张三/身份证.upload.jpg") && bench.has("out/李四/身份证.upload.jpg"))
  }

  @Test("A photo named twice, in any spelling, is prepared once") func twice() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    let run = try bench.run("uploadprep prepare a.jpg ./a.jpg . --json")
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
  }

  @Test("Nothing is replaced without --force") func force() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put([1, 2, 3], "a.upload.jpg")
    let refused = try bench.run("uploadprep prepare a.jpg --json")
    #expect(refused.status == 73)
    #expect(refused.errors.first?["code"] as? String == "already-exists")
    #expect(try bench.bytes("a.upload.jpg") == [1, 2, 3])
    #expect(try bench.run("uploadprep prepare a.jpg --force").status == 0)
    #expect(try bench.bytes("a.upload.jpg").count > 3)
  }

  @Test(
    "An input is never written to, under any name or link", arguments: ["a.jpg", "./a.jpg", "hard.jpg", "soft.jpg"])
  func inputIsKept(output: String) throws {
    let photo = try Photos.jpeg(orientation: 3)
    try bench.put(photo, "a.jpg")
    _ = try bench.run("ln a.jpg hard.jpg; ln -s a.jpg soft.jpg")
    #expect(try bench.run("uploadprep prepare a.jpg -o \(output) --force").status == 73)
    #expect(try bench.bytes("a.jpg") == photo)
    #expect(try bench.bytes("hard.jpg") == photo)
  }

  @Test("One failing photo does not stop the others, and the highest status is returned") func failures() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put([], "empty.jpg")
    try bench.put(Array(try Photos.jpeg().prefix(3000)), "cut.jpg")
    let run = try bench.run("uploadprep prepare empty.jpg missing.jpg cut.jpg a.jpg --json")
    #expect(run.status == 66)
    #expect(run.errors.map { $0["input"] as? String } == ["empty.jpg", "missing.jpg", "cut.jpg"])
    #expect(run.objects.count == 1 + 1)
    #expect(try bench.names() == ["a.jpg", "a.upload.jpg", "cut.jpg", "empty.jpg"])
  }

  @Test("Standard input is written to standard output, or to a named file") func standardInput() throws {
    try bench.put(Photos.jpeg(orientation: 6), "a.jpg")
    #expect(try bench.run("uploadprep prepare - < a.jpg > b.jpg && uploadprep check b.jpg").status == 0)
    let run = try bench.run("uploadprep prepare - -o c.jpg --json < a.jpg")
    #expect(run.objects.first?["input"] as? String == "-")
    #expect(try bench.bytes("b.jpg") == bench.bytes("c.jpg"))
    #expect(try bench.run("uploadprep prepare - --json < a.jpg").status == 64)
  }

  @Test("A JPEG is not written to a file with a PNG extension") func ending() throws {
    try bench.put(Photos.jpeg(orientation: 6), "a.jpg")
    #expect(try bench.run("uploadprep prepare a.jpg -o b.png").status == 73)
    #expect(!bench.has("b.png"))
  }

  @Test("A missing output folder is named in the error") func missingFolder() throws {
    try bench.put(Photos.jpeg(orientation: 6), "a.jpg")
    let run = try bench.run("uploadprep prepare a.jpg -o gone/b.jpg --json")
    #expect(run.status == 73)
    #expect(run.errors.first?["code"] as? String == "no-such-folder")
  }

  @Test("A full disk leaves no partial file") func fullDisk() throws {
    try bench.put(Photos.jpeg(width: 900, height: 700, maxBytes: 150_000), "a.jpg")
    let run = try bench.run("ulimit -f 8; uploadprep prepare a.jpg --watermark --json")
    #expect(run.status == 74)
    #expect(run.errors.first?["code"] as? String == "no-space")
    #expect(try bench.names() == ["a.jpg"])
  }

  @Test("A signal ends the command at once and leaves no partial file", arguments: [SIGINT, SIGTERM])
  func signals(number: Int32) throws {
    let photo = try Photos.jpeg(width: 1000, height: 800)
    for index in 0..<60 { try bench.put(photo, "\(index).jpg") }
    let process = bench.process(
      "exec env --default-signal uploadprep prepare . --jobs 2 --effort best --watermark --json")
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    _ = output.fileHandleForReading.availableData
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    let said = try JSONSerialization.jsonObject(with: error.fileHandleForReading.readDataToEndOfFile())
    #expect(((said as? [String: Any])?["error"] as? [String: Any])?["code"] as? String == "interrupted")
    let names = try bench.names()
    #expect(!names.contains { $0.hasSuffix(".partial") })
    #expect(names.count < 120)
    for name in names where name.hasSuffix(".upload.jpg") {
      #expect(try bench.bytes(name).suffix(2) == [0xFF, 0xD9])
    }
  }
}

import Foundation
import Testing

@Suite("uploadprep dossier", .timeLimit(.minutes(20))) struct DossierTests {
  let bench: Bench

  /// A store with three applications that were handed in, `R1` to `R3`, and one that was not, `R4`.
  init() throws {
    bench = try Bench()
    try bench.put(Photos.jpeg(width: 320, maxBytes: 30_000), "a.jpg")
    let made = try bench.run(
      """
      set -e
      export UPLOADPREP_STORE=store
      uploadprep store init --policy shandong-2021
      for i in 1 2 3 4; do
        uploadprep registration add R$i --name 测试考生$i --category 临床执业医师 --site $([ $i = 3 ] && echo B || echo A)
        uploadprep registration activate R$i
        uploadprep upload R$i identity a.jpg a.jpg
        [ $i = 4 ] || uploadprep submit R$i
      done
      uploadprep staff add wang --role site --site A
      uploadprep staff add boss --role admin
      """)
    try #require(made.status == 0, "\(made.error)")
  }

  private func run(_ call: String, before: String = "") throws -> Bench.Run {
    try bench.run("\(before)uploadprep dossier \(call) --json", environment: ["UPLOADPREP_STORE": "store"])
  }

  private func summary(_ run: Bench.Run) -> [String: Int] {
    let summary = run.objects.last?["summary"] as? [String: Any] ?? [:]
    return summary.compactMapValues { $0 as? Int }.filter { $0.key != "seconds" && $0.value > 0 }
  }

  @Test("One application becomes a PDF with the stored files in it") func one() throws {
    let made = try run("R1")
    #expect(made.status == 0, "\(made.error)")
    #expect(made.objects.first?["output"] as? String == "R1.pdf")
    #expect(made.objects.first?["pictures"] as? Int == 2)
    let pdf = try bench.bytes("R1.pdf")
    for position in 1...2 {
      #expect(try bench.run("uploadprep picture R1 identity \(position) -o p\(position).jpg --store store").status == 0)
      let stored = Array("stream\n".utf8) + (try bench.bytes("p\(position).jpg")) + Array("\nendstream".utf8)
      #expect(pdf.firstRange(of: stored) != nil)
    }
    #expect(try run("R1").errors.first?["code"] as? String == "already-exists")
    #expect(try run("R1 --force").status == 0)
    #expect(try bench.bytes("R1.pdf") == pdf, "the same application gives the same bytes")
    #expect(try run("R1 -o store/R1.pdf").errors.first?["code"] as? String == "output-in-store")
    #expect(try run("R4 -o x.pdf").errors.first?["code"] as? String == "not-found")
    #expect(try run("R3 -o x.pdf --as wang").errors.first?["code"] as? String == "not-your-site")
    #expect(!bench.has("x.pdf"))
  }

  @Test(
    "Wrong usage is refused",
    arguments: ["", "R1 --all", "R1 R2", "--all", "--all --site A --pdfs d", "R1 --pdfs d --folders e"])
  func usage(call: String) throws {
    #expect(try run(call).status == 64)
    #expect(!bench.has("d") && !bench.has("e"))
  }

  @Test("People read what happened in their language") func language() throws {
    let call = "uploadprep dossier --all --folders out --store store"
    let english = try bench.run(call)
    #expect(english.output.contains("Exported: 3, unchanged: 0, left out: 1"), "\(english.output)\(english.error)")
    let names = try bench.names().filter { $0.hasPrefix("out/R1/") }
    let chinese = try bench.run(call + " --lang zh")
    #expect(chinese.output.contains("导出 3 名"), "names are in the language, so they are made anew")
    #expect(Set(try bench.names().filter { $0.hasPrefix("out/R1/") }).isDisjoint(with: names))
  }

  @Test("A further run leaves out what is there and unchanged, and makes what changed or is gone") func resume() throws
  {
    #expect(summary(try run("--all --pdfs out")) == ["exported": 3, "leftOut": 1])
    #expect(summary(try run("--all --pdfs out")) == ["unchanged": 3, "leftOut": 1])
    try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("out/R2.pdf"))
    let before = try bench.bytes("out/R3.pdf")
    let changed = try bench.run(
      """
      export UPLOADPREP_STORE=store
      uploadprep review return R1 --note 请更换 --as wang && uploadprep remove R1 identity 2
      """)
    #expect(changed.status == 0, "\(changed.error)")
    #expect(summary(try run("--all --pdfs out")) == ["exported": 2, "unchanged": 1, "leftOut": 1])
    #expect(try bench.bytes("out/R3.pdf") == before)
    #expect(summary(try run("R1 R2 --pdfs out")) == ["unchanged": 2])
    #expect(summary(try run("--site B --pdfs out --max-bytes 5MB"))["exported"] == 1, "another way makes it anew")
  }

  @Test("A folder of pictures is replaced as a whole, and leftovers of a killed run go") func folders() throws {
    #expect(summary(try run("--site A --folders out")) == ["exported": 2, "leftOut": 1])
    #expect(try bench.names().count { $0.hasPrefix("out/R1/") } == 2)
    // What a run that was killed may leave: a temporary folder, and a line that was cut off.
    try bench.put([1], "out/.uploadprep-x.partial/01-a.jpg")
    let list = try bench.bytes("out/dossiers.jsonl")
    try bench.put(Array(list.dropLast(20)), "out/dossiers.jsonl")
    #expect(summary(try run("--site A --folders out")) == ["exported": 1, "unchanged": 1, "leftOut": 1])
    #expect(try bench.names().count { $0.contains(".partial") } == 0)
    let lines = String(decoding: try bench.bytes("out/dossiers.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) != nil } && lines.count == 2)
  }

  @Test(
    "A run that is interrupted leaves whole outputs only, and a further run makes the others",
    arguments: [
      "--folders", "--pdfs",
    ])
  func interrupted(form: String) throws {
    let out = bench.folder.appendingPathComponent("out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    // The first output that gets its name is told by the kernel.
    let watch = inotify_init1(Int32(0))
    defer { close(watch) }
    #expect(inotify_add_watch(watch, out.path, UInt32(IN_MOVED_TO)) >= 0)
    let process = bench.process(
      "exec env --default-signal uploadprep dossier R1 R2 R3 \(form) out --jobs 1",
      environment: ["UPLOADPREP_STORE": "store"])
    // A full pipe holds the command at its first line of output until it has said that it stops.
    let (pipe, errors) = (Pipe(), Pipe())
    let full = Self.fill(pipe.fileHandleForWriting.fileDescriptor)
    process.standardOutput = pipe
    process.standardError = errors
    try process.run()
    var event = [UInt8](repeating: 0, count: 4096)
    #expect(read(watch, &event, 4096) > 0)
    kill(process.processIdentifier, SIGINT)
    let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(said.contains("Stopping after what is in progress"))
    let told = pipe.fileHandleForReading.readDataToEndOfFile().dropFirst(full)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    let lines = told.split(separator: UInt8(ascii: "\n"))
    #expect((1...2).contains(lines.count), "the applications in progress were finished, and no other was begun")
    let names = try FileManager.default.contentsOfDirectory(atPath: out.path)
    #expect(!names.contains { $0.hasSuffix(".partial") } && names.count == lines.count + 1, "\(names)")
    let rest = summary(try run("R1 R2 R3 \(form) out"))
    #expect(rest == ["exported": 3 - lines.count, "unchanged": lines.count])
  }

  /// Fills a pipe, and returns the number of bytes in it.
  private static func fill(_ descriptor: Int32) -> Int {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    var count = 0
    while write(descriptor, " ", 1) == 1 { count += 1 }
    _ = fcntl(descriptor, F_SETFL, flags)
    return count
  }

  @Test("Numbers that a file system may take for one get different names") func collisions() throws {
    let added = try bench.run(
      """
      export UPLOADPREP_STORE=store
      uploadprep registration add r1 --name 测试考生 --category 临床执业医师 --site A && uploadprep registration activate r1 &&
      uploadprep registration add 甲/1 --name 测试考生 --category 临床执业医师 --site A && uploadprep registration activate 甲/1 &&
      uploadprep upload r1 identity a.jpg a.jpg && uploadprep submit r1 &&
      uploadprep upload 甲/1 identity a.jpg a.jpg && uploadprep submit 甲/1
      """)
    try #require(added.status == 0, "\(added.error)")
    #expect(summary(try run("--site A --folders out"))["exported"] == 4)
    let names = Set(try bench.run("ls out").lines.map { $0.lowercased() })
    #expect(names.count == 5 && names.contains("甲%2f1"), "four folders and the list: \(names)")
    #expect(summary(try run("--site A --folders out"))["unchanged"] == 4)
  }

  @Test("A folder of other files is not written to, and two runs never share one") func foreignFolder() throws {
    try bench.put([1], "out/mine.pdf")
    let refused = try run("--all --pdfs out")
    #expect(refused.status == 73 && refused.errors.first?["code"] as? String == "not-empty")
    #expect(try run("--all --pdfs out --force").status == 0)
    #expect(try bench.bytes("out/mine.pdf") == [1])
    let noFile = try run("--all --pdfs other", before: "mkdir other; mkfifo other/dossiers.jsonl; ")
    #expect(noFile.status == 73 && noFile.errors.first?["code"] as? String == "not-a-file")
    let busy = try run("--all --pdfs out", before: "exec 9>>out/dossiers.jsonl; flock 9; ")
    #expect(busy.status == 75 && busy.errors.first?["code"] as? String == "busy")
  }

  @Test(
    "A full disk ends the run with a clear error and nothing half written; it goes on once there is room",
    .enabled(if: Bench.mayHideProc))
  func fullDisk() throws {
    try #require(try run("R1").status == 0)
    let room = try bench.bytes("R1.pdf").count * 3 / 2
    let run = try bench.run(
      """
      export UPLOADPREP_STORE=store; mkdir out
      unshare -m sh -c '
        mount -t tmpfs -o size=\(room) t out
        uploadprep dossier --all --pdfs out --jobs 1 --json; echo "status $?"; ls -A out
        mount -o remount,size=10m out
        uploadprep dossier --all --pdfs out --json
      '
      """)
    #expect(run.errors.first?["code"] as? String == "no-space", "\(run.error)")
    #expect(run.output.contains("status 74\nR1.pdf\ndossiers.jsonl\n"), "\(run.output)")
    #expect(summary(run) == ["exported": 2, "unchanged": 1, "leftOut": 1])
  }

  @Test("A limit makes pictures smaller and says so; one that cannot be met is refused with figures") func limit()
    throws
  {
    try #require(try run("R1").status == 0)
    let limit = try bench.bytes("R1.pdf").count - 20_000
    let made = try run("R1 -o small.pdf --max-bytes \(limit)")
    #expect(made.status == 0 && made.objects.first?["reduced"] as? Int == 2, "\(made.error)")
    #expect(try bench.bytes("small.pdf").count <= limit)
    let refused = try run("R1 -o tiny.pdf --max-bytes 10k")
    #expect(refused.status == 1 && refused.errors.first?["code"] as? String == "too-many-bytes")
    #expect(!bench.has("tiny.pdf"))
  }

  @Test("What was erased in the store is named, so that somebody deletes it here too") func erased() throws {
    #expect(try run("--all --pdfs out").status == 0)
    #expect(try bench.run("uploadprep store erase R1 --as boss --store store").output.contains("outside of the store"))
    let again = try run("--all --pdfs out")
    #expect(again.objects.contains { $0["erased"] as? Bool == true && $0["output"] as? String == "out/R1.pdf" })
    #expect(try run("R1 -o x.pdf").errors.first?["message"] as? String != nil)
    #expect(try run("R1 -o x.pdf").error.contains("has been erased"))
  }

  @Test("Every export is logged with who, how many and which filter") func logged() throws {
    #expect(try run("R1 -o x.pdf --as wang").status == 0)
    #expect(try run("--site A --pdfs out --as wang").status == 0)
    #expect(try run("--site A --pdfs out --as wang").status == 0)
    let log = try bench.run("uploadprep audit --json --store store").objects.filter {
      $0["action"] as? String == "dossier"
    }
    #expect(log.map { $0["subject"] as? String } == ["R1", "store"], "a run without anything to do takes nothing out")
    #expect(log.allSatisfy { $0["actor"] as? String == "wang" })
  }
}

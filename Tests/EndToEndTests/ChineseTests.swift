import Foundation
import Testing

@Suite("Chinese output", .timeLimit(.minutes(20))) struct ChineseTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  private static let locale = ["LC_ALL": "zh_CN.UTF-8", "UPLOADPREP_STORE": "store"]

  /// Runs a call under a Chinese locale and checks all its output.
  @discardableResult
  private func look(
    _ call: String, names: Set<String> = [], status: Int32? = nil, location: SourceLocation = #_sourceLocation
  ) throws -> Bench.Run {
    let run = try bench.run("uploadprep \(call)", environment: Self.locale)
    let typed = call.split { !$0.isLetter && $0 != "_" }.map(String.init)
    let text = ChineseText(names: names.union(typed).union(Self.ids))
    // Texts from policies, and texts of SMS, are printed as the offices wrote them.
    let isQuoting = ["policy show", "notices list", "messages"].contains { call.hasPrefix($0) }
    let faults = text.faults(in: run.output, marksToo: !isQuoting) + text.faults(in: run.error)
    #expect(faults.isEmpty, "\(call): \(faults) in \(run.output)\(run.error)", sourceLocation: location)
    if let status { #expect(run.status == status, "\(call): \(run.output)\(run.error)", sourceLocation: location) }
    return run
  }

  /// The ids of the materials in the built-in policies, split at hyphens.
  private static let ids: Set<String> = [
    "identity", "education", "probation", "practice", "assistant", "qualification", "practising", "certificate",
    "registration", "notice", "other", "guide",
    // Values of options.
    "zh", "en", "bash", "fish", "zsh", "payment", "preparing", "passed", "failed", "debug", "info", "warning", "error",
    "auto", "best", "balanced",
    "exif", "since", "findings", "time", "number", "name", "state", "changed", "entry",
  ]

  /// The subcommands that help lists when one is missing.
  private static let commands: Set<String> = [
    "prepare", "check", "inspect", "policy", "store", "profile", "materials", "upload", "exchange", "remove", "picture",
    "submit",
    "status",
    "messages", "staff", "review", "stage", "notices", "carry", "over", "audit", "serve", "init", "verify", "backup",
    "restore", "copy",
    "stats", "seal", "proof", "erase", "sites", "categories", "appeal", "clerk", "rules", "dossier", "help",
    "separate", "join", "duties", "doctor", "drill", "rewrap", "pictures",
  ]

  @Test("English words and half-width punctuation in a Chinese text are found") func looksSharply() {
    #expect(ChineseText().faults(in: "错误：the file is gone") == ["the", "file", "is", "gone"])
    #expect(ChineseText().faults(in: "文件为 JPEG，请用 `uploadprep prepare a.jpg` 或 --out-dir 处理 b.png。").isEmpty)
    #expect(ChineseText().faults(in: "没有文件, 请检查") == ["件,"])
    #expect(ChineseText(names: ["wang"]).faults(in: "wang 已领取").isEmpty)
  }

  @Test("The help of every command is Chinese") func help() throws {
    struct Help: Decodable { var command: Command }
    struct Command: Decodable {
      var commandName: String
      var subcommands: [Command]?
    }
    let dump = try bench.run("uploadprep --experimental-dump-help")
    var paths: [String] = []
    func add(_ command: Command, _ path: [String]) {
      paths.append(path.joined(separator: " "))
      for part in command.subcommands ?? [] where part.commandName != "help" { add(part, path + [part.commandName]) }
    }
    add(try JSONDecoder().decode(Help.self, from: Data(dump.output.utf8)).command, [])
    #expect(paths.count > 40)
    // Keys of the JSON for a sending program, columns of a table, and values of an option that its text names.
    let keys: Set = [
      "id", "mobile", "text", "registration", "name", "best", "balanced", "required", "offered", "candidate", "admin",
      "source", "file", "credential", "command",
    ]
    // The names of commands are in a list, each with an explanation.
    let commands = Set(paths.flatMap { $0.split { $0 == " " || $0 == "-" }.map(String.init) }).union(["help"]).union(
      keys)
    for path in paths {
      let run = try look("help \(path)", names: commands, status: 0)
      #expect(run.output.contains("用法："))
      for line in run.lines { #expect(line.count <= 80) }
    }
  }

  @Test(
    "Parse errors are Chinese",
    arguments: [
      "", "nonsense", "store", "store nonsense", "prepare --nonsense", "prepare --watermrk a.jpg", "prepare -xj",
      "prepare a.jpg --jobs", "prepare a.jpg --max-bytes many", "prepare a.jpg --effort heroic",
      "prepare --watermark=3",
      "prepare", "inspect", "inspect a.jpg b.jpg", "inspect a.jpg b.jpg c.jpg", "check a.jpg --jobs 0",
      "check --generate-completion-script=foo", "review claim", "review publish --as wang --level both",
      "registration list --state lost", "staff add wang", "staff add wang --role boss", "stage R1",
      "stage R1 lost --as wang",
      "notices send", "notices send --command a --url b", "notices send --url ftp://a", "serve --port 99999",
      "serve --log loud", "serve --certificate a.pem", "picture R1 identity 1 -o a.jpg --former",
      "review return R1 --as wang", "review return R1 --as wang --note a --reason b", "check a.jpg --lang fr",
      "prepare a.jpg -o b.jpg --out-dir c", "prepare a.jpg b.jpg -o c.jpg",
      "prepare a.jpg --watermark --watermark-text x",
      "prepare a.jpg --watermark-text ''", "prepare - --files-from -", "check a.jpg --thorough --no-content",
      "check a.jpg --csv a --report a", "prepare a.jpg --max-side -1", "profile 1 --version 1",
    ])
  func usage(call: String) throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(), "b.jpg")
    try look(call, names: Self.commands, status: 64)
    let program = try bench.run("uploadprep \(call) --json", environment: Self.locale)
    let message = try #require(program.errors.first?["message"] as? String)
    let typed = Set(call.split { !$0.isLetter && $0 != "_" }.map(String.init))
    #expect(ChineseText(names: typed.union(Self.ids)).faults(in: message).isEmpty, "\(message)")
  }

  @Test("Messages about photos are Chinese") func photos() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(orientation: 6), "d/b.jpg")
    try bench.put(Photos.jpeg(width: 900, height: 700, maxBytes: 400_000), "d/c.jpg")
    try bench.put(Array(Photos.jpeg().dropLast(9000)), "d/cut.jpg")
    var broken = try Photos.jpeg()
    for index in stride(from: 700, to: broken.count - 2, by: 60) { broken[index] = 0xFF }
    try bench.put(broken, "d/broken.jpg")
    try bench.put(Array("GIF89a..........".utf8), "d/moving.gif")
    try bench.put(Array("%PDF-1.4".utf8), "d/page.pdf")
    try bench.put(Photos.pdf(pages: 1), "d/one.pdf")
    try bench.put(Photos.pdf(pages: 2), "d/two.pdf")
    try bench.put(Array("PK\u{3}\u{4}....".utf8), "d/letter.docx")
    try bench.put([1, 2, 3], "d/none.jpg")
    try bench.put([], "d/empty.jpg")
    try bench.put([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], "d/torn.png")
    _ = try bench.run("ln -s nowhere d/link.jpg; ln -s loop d/loop; mkfifo d/pipe; mkdir e; echo > file")
    let calls = [
      "check . --csv t.csv --report r.html", "check gone.jpg", "check a.jpg --csv t.csv", "check file/a.jpg",
      "check a.jpg --policy gone", "check a.jpg --max-pixels 10", "check a.jpg --max-input-bytes 10",
      "check . --policy shandong-2021",
      "prepare d", "prepare a.jpg", "prepare a.jpg", "prepare a.jpg --force --watermark --crop page --upright auto",
      "prepare a.jpg --max-bytes 10 --force", "prepare a.jpg -o e", "prepare a.jpg -o gone/x.jpg",
      "prepare a.jpg -o a.jpg --force",
      "prepare d/two.pdf", "prepare d/two.pdf --page 2", "prepare d/two.pdf --page 3", "prepare d/two.pdf --page x",
      "prepare d/two.pdf --page all -o x.jpg", "inspect d/two.pdf", "prepare d/two.pdf --page 1 --dry-run --force",
      "prepare a.jpg -o x.png", "prepare a.jpg --out-dir file", "prepare - -o y.jpg < /dev/null",
      "inspect a.jpg", "inspect d/b.jpg", "inspect d", "inspect d/none.jpg", "inspect d/empty.jpg", "inspect d/cut.jpg",
      "inspect d/torn.png", "inspect d/pipe", "inspect d/link.jpg", "inspect d/loop", "inspect gone",
      "prepare a.jpg --watermark-text \u{10FFFD}",
      "prepare a.jpg --watermark-text \(String(repeating: "长", count: 300))",
    ]
    for call in calls { try look(call, names: names) }
    let table = try String(decoding: bench.bytes("t.csv"), as: UTF8.self)
    #expect(ChineseText(names: names).faults(in: table.replacing(",", with: " ")).isEmpty, "\(table)")
  }

  private var names: Set<String> { ["stdin", "docx", "loop", "pipe", "none", "all"] }

  @Test("Messages about a store are Chinese") func store() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    try bench.put(Photos.jpeg(width: 400), "b.jpg")
    try bench.put([1, 2, 3], "none.jpg")
    try bench.put(Array("id: x\nname: {en: X}\nlevels: [moon]\n  bad".utf8), "bad.yaml")
    try bench.put(Array("id: X!\nnonsense: 1\nmaterials: []\n".utf8), "worse.yaml")
    try bench.put(Array("报名号,姓名\nR7,甲\n".utf8), "short.csv")
    try bench.put(Array("报名号,姓名,报考类别,考点\nR7,甲,临床\nR8,,临床,乙\n".utf8), "wrong.csv")
    try bench.put(Array("报名号,姓名,报考类别,考点\nR7,甲,临床执业医师,A\n".utf8), "good.csv")
    let calls = [
      "status R1", "store init --policy gone", "store init --policy bad.yaml", "store init --policy worse.yaml",
      "policy list",
      "policy check bad.yaml", "policy check worse.yaml", "policy show gone", "policy show shandong-2021",
      "policy show beijing-2024",
      "policy show tianjin-2023", "policy show guide-v2301", "policy show national-2023",
      "store init --policy shandong-2021",
      "store init --policy shandong-2021",
      "registration add R1 --name 测试 --category 临床执业医师 --site A --mobile 13912345688",
      "registration add R1 --name 测试 --category 临床执业医师 --site A",
      "registration add R2 --name 测试 --category 甲 --site A --mobile 1",
      "registration import short.csv", "registration import wrong.csv", "registration import good.csv",
      "registration import gone.csv",
      "registration show R1", "registration show R9", "registration list", "registration code R1",
      "upload R1 identity a.jpg",
      "registration activate R1", "registration activate R1", "submit R1", "profile R1 --address 某地",
      "profile R1 --mobile 1", "profile R1",
      "upload R1 identity none.jpg", "upload R1 moon a.jpg", "upload R1 identity a.jpg --position 9",
      "upload R1 identity gone.jpg",
      "upload R1 identity a.jpg b.jpg", "upload R1 identity a.jpg", "materials R1", "status R1",
      "submit R1 --version 1", "submit R1",
      "submit R1", "remove R1 identity 1", "staff add wang --role site --site A", "staff add wang --role site --site A",
      "staff add li --role site", "staff add zhao --role region", "staff add chen --role admin",
      "staff add office --role admin", "staff list",
      "staff password wang < /dev/null", "staff disable nobody", "review queue --as wang", "review queue --as nobody",
      "review claim R1 --as wang", "review claim R1 --as zhao", "review accept R1 identity 1 --as wang",
      "review accept R1 identity 9 --as wang",
      "review pass R1 --as wang", "review want R1 identity 2 --as wang --note 请更换",
      "review want R1 identity 2 --as wang --reason moon",
      "materials R1 --as wang", "review pass R1 --as wang", "review return R1 --as wang --note 请更换", "messages R1",
      "notices list",
      "notices send --command false", "notices send --command /nowhere/x", "notices list", "notices revive",
      "review withdraw R1 --as wang", "review reject R1 --as wang --note 不符合", "review reopen R1 --as chen",
      "review release R1 --as wang", "review publish --level site --as wang", "review publish --level region --as wang",
      "stage R1 payment --as chen", "picture R1 identity 1 -o p.jpg", "picture R1 identity 1 -o p.jpg",
      "picture R1 identity 9 -o q.jpg",
      "carry-over --from gone", "carry-over --from store", "audit", "audit R1", "store stats", "store seal",
      "store proof R1", "store proof R9",
      "store backup b.tar", "store backup b.tar", "store drill --backups . --in .", "store drill --backups gone",
      "store restore b.tar --store again", "store restore b.tar --store again", "store restore a.jpg --store third",
      "store restore gone.tar --store third", "store restore b.tar --store third --identity a.jpg",
      "store backup c.tar --recipient age1", "store copy --to a.jpg --store again",
      "store copy --to moved --store again",
      "store copy --to moved2 --store again", "status R1 --store again", "store copy --give-up --store again",
      "store copy --give-up --store again", "store verify", "store rewrap-pictures --picture-key x",
      "store rewrap-pictures --picture-key file:/gone",
      "status R1 --store a.jpg", "review queue --as wang",
      "serve --host 192.0.2.1 --port 1", "serve --certificate a.jpg --key a.jpg", "staff disable wang", "staff list",
      "review claim R1 --as wang",
      "store erase R1 --as chen", "store erase R1 --as nobody", "registration show R1", "audit R1", "materials R1",
    ]
    // Names in the calls, and values of a policy file.
    let names: Set = [
      "tar", "csv", "wang", "zhao", "chen", "li", "store", "site", "region", "file", "credential", "command",
    ]
    // The ids of a policy's canned reasons.
    let reasons: Set = [
      "unclear", "not", "upright", "cut", "off", "wrong", "document", "missing", "expired", "no", "seal",
    ]
    for call in calls { try look(call, names: call.contains("--reason") ? names.union(reasons) : names) }
  }

  @Test("The findings of verify are Chinese") func verify() throws {
    try bench.put(Photos.jpeg(), "a.jpg")
    let made = try bench.run(
      """
      uploadprep store init --policy shandong-2021 && uploadprep registration activate R1
      uploadprep registration add R1 --name 测试 --category 临床执业医师 --site A && uploadprep registration activate R1
      uploadprep upload R1 identity a.jpg a.jpg && uploadprep submit R1 && touch store/objects/stray
      for picture in store/objects/*/*.jpg; do chmod u+w $picture; echo x >>$picture; break; done
      """, environment: Self.locale)
    try #require(made.status == 0, "\(made.error)")
    let run = try look("store verify", names: ["objects", "stray"], status: 1)
    #expect(run.lines.count > 2)
  }
}

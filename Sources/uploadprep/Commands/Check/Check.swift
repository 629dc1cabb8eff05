import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep check`: tells whether a portal would accept the files.
struct Check: Command {
  static let configuration = CommandConfiguration(
    abstract: words("Tells which pictures a portal would take.", "检查图片是否符合上传要求。"),
    discussion: words(
      "Every file in a folder is looked at, whatever its name. Nothing is changed.",
      "文件夹中的每个文件都会检查，无论其扩展名为何。不会改动任何文件。"))

  @OptionGroup var input: InputOptions

  @Option(
    help: help("The rules of a region: a policy's id, or its file.", "考区规则：规则编号或规则文件。", value: "id|file"),
    completion: .policy)
  var policy: String?
  @OptionGroup var rules: RuleOptions
  @Option(
    help: help(
      "The policy's material whose rules hold.", "按考区规则中的哪一项材料检查。", value: "material"))
  var material: String?
  @Flag(
    help: help(
      "Looks again, in twice the detail, where it could not be told how a page lies. Takes longer.",
      "无法判断页面方向时，以两倍精度再看一次。耗时较长。"))
  var thorough = false
  @Flag(
    help: help(
      "Leaves out what the pictures show: sideways, blurred, dark, blank, cut off, the same page twice. Saves time.",
      "不检查画面内容（横置、模糊、过暗、空白、缺边、重复），速度更快。"))
  var noContent = false
  @Option(
    help: help(
      "Warns of every identity card that surely bears another number than this one, or than the one on standard input.",
      "提示号码与此不同的身份证照片；- 表示从标准输入读取。", value: "number|-"))
  var idNumber: String?
  @Option(
    help: help(
      "A table (CSV or .xlsx) with a column `file`, of photos or of candidates' folders, and a column `id-number`: each "
        + "identity card is compared with its own number.",
      "表格（CSV 或 .xlsx），一列为“文件”（照片或考生文件夹名），一列为“身份证号”；每张身份证照片与各自的号码比对。", value: "file"))
  var names: Path?
  @Option(help: help("Also writes a table that spreadsheets open.", "另存为可用电子表格打开的表格。", value: "file.csv"))
  var csv: Path?
  @Option(
    help: help(
      "Also writes a page with every picture and what is wrong with it.", "另存为网页报告，列出每张图片及其问题。", value: "file.html"))
  var report: Path?
  @Flag(help: help("Replaces a table or page that is there already.", "替换已存在的表格或报告。"))
  var force = false
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    // Some file systems treat names that differ only in case or Unicode normalization as equal.
    if let csv, let report, csv.place.text.lowercased() == report.place.text.lowercased() {
      throw usage("--csv and --report name the same file. Give each its own.", "--csv 与 --report 是同一个文件，请分别指定。")
    }
    if policy != nil, rules.rules != nil {
      throw usage("Give either --policy or --rules, not both.", "--policy 与 --rules 只能选一个。")
    }
    if material != nil, policy == nil {
      throw usage("--material names a material of --policy. Give that too.", "--material 须与 --policy 一起使用。")
    }
    if csv == .standardStream, report == .standardStream {
      throw usage("Only one of --csv and --report can go to standard output.", "--csv 与 --report 只能有一个输出到标准输出。")
    }
    if idNumber != nil, names != nil {
      throw usage("Give either --id-number or --names, not both.", "--id-number 与 --names 只能选一个。")
    }
    if idNumber != nil || names != nil, noContent {
      throw usage(
        "--id-number and --names compare what --no-content leaves out. Give one of them.",
        "--id-number、--names 与 --no-content 互相矛盾，请只选其一。")
    }
    if thorough, noContent {
      throw usage(
        "--thorough looks closer at what --no-content leaves out. Give one of them.",
        "--thorough 与 --no-content 互相矛盾，请只选其一。")
    }
  }

  var needsOutput: Bool { !input.quiet && csv != .standardStream && report != .standardStream }

  func run(with console: Console) async throws -> ExitStatus {
    let start = ContinuousClock.now
    // The table and report of an earlier run may lie in the same folder. They are not inputs.
    let own = Set([csv, report].compactMap { $0.flatMap(FileIdentity.init(of:)) })
    let inputs = try input.inputs(from: input.server.objects).filter { input in
      if input.wasWalked, case .file(let identity) = input.kind { !own.contains(identity) } else { true }
    }
    let policyFile = (policy ?? rules.rules).flatMap { Path(argument: $0) }
    let protected = ProtectedFiles(inputs, and: [policyFile, input.filesFrom, names])
    let outputs = [csv, report].compactMap(\.self)
    for path in outputs { try protected.requireFree(path, for: .document, replacing: force) }
    let console = try console.makingRoom(for: outputs)
    if !input.quiet { for sentence in rules.understood + reading.understood { console.note(sentence) } }
    let run = try runRules()
    if !input.quiet, let sentence = run.words { console.note(sentence) }
    var inspector = Inspector(rules: run.pictures, decodingLimits: reading.limits)
    inspector.looksAtContent = !noContent
    inspector.takes = run.takes
    inspector.looksTwice = thorough
    inspector.makesThumbnail = report != nil
    let numbers = try expectedNumbers(among: inputs)
    if !input.quiet, let sentence = numbers.unknown(among: inputs) { console.note(sentence) }
    let work = CheckWork(inspector: inspector, numbers: numbers)
    var table = try csv.map { try CheckTable.begin(at: $0, replacing: force, language: console.language) }
    var page = try report.map { try ReportPage.begin(at: $0, replacing: force, language: console.language) }

    var status = ExitStatus.done
    var summary = CheckSummary(rules: run)
    var sets = CheckedSets(rules: run.pictures)
    var seen = SeenPictures(among: inputs)
    var progress = Progress(of: inputs.count, on: console, isQuiet: input.quiet)
    Interruption.setFinalMessage(progress.finalMessage())
    let stop = StopRequest()
    // An interrupted check still writes its table. Only a read from stdin could block it for ever.
    if !inputs.contains(where: \.isStandardInput) {
      Interruption.setGracefulStop(message: progress.stopMessage, stop.ask)
    }
    let isSilent = input.quiet && !console.json
    try await inOrder(
      inputs, jobs: MemoryLimit.jobs(atMost: input.jobs), isStopped: { stop.signal != nil }, work: { work.check($0) }
    ) {
      input, result in
      progress.clear()
      switch result {
      case .success(var file):
        seen.compare(&file, from: input)
        summary.count(file)
        sets.count(file, from: input)
        if !file.ok { status.raise(to: .failed) }
        if !isSilent || !file.ok { try console.tell(file.json(in: console.language), people: file.text(on: console)) }
        try table?.add(file)
        try page?.add(file, from: input)
      case .failure(let failure):
        console.report(failure)
        status.raise(to: failure.status)
      }
      progress.advance()
    }
    let seconds = (ContinuousClock.now - start).seconds
    summary.sets = sets.judged
    for set in summary.sets where !set.ok || !isSilent {
      if !set.ok { status.raise(to: .failed) }
      try console.tell(set.json(in: console.language), people: set.text(on: console))
    }
    try table.take()?.finish()
    try page.take()?.finish(summary)
    // If none of the named paths exists, there is nothing to summarize.
    if summary.checked > 0 || status == .done, !isSilent {
      try console.tell(summary.json(seconds: seconds, in: console.language), people: summary.text(on: console))
    }
    if let signal = stop.signal { Interruption.end(by: signal) }
    return status
  }

  /// The numbers that identity cards should bear.
  private func expectedNumbers(among inputs: [Input]) throws -> ExpectedNumbers {
    if let names { return try ExpectedNumbers(names) }
    guard let idNumber else { return ExpectedNumbers() }
    var text = idNumber
    if text == "-" {
      guard !inputs.contains(where: \.isStandardInput) else {
        throw Failure(
          .usage, code: "usage",
          Bilingual(
            "Standard input is a picture already; give --id-number in another way.",
            "标准输入已用于图片，请以其他方式提供 --id-number。"))
      }
      text = readLine() ?? ""
    }
    guard let number = CardNumber(text) else {
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "--id-number takes the number of a resident identity card: 17 digits, then a digit or X.",
          "--id-number 应为居民身份证号码：17 位数字，末位为数字或 X。"))
    }
    return ExpectedNumbers(one: number)
  }

  /// The rules of the policy, of one of its materials, or of the rule set; with what the flags override.
  private func runRules() throws -> RunRules {
    guard let policy else { return try rules.resolved() }
    let named = try Policy.named(policy)
    var pictures = named.pictures
    var takes: [PaperKind] = []
    if let material {
      guard named.material(MaterialID(material)) != nil else {
        let known = Bilingual.list(named.materials.map(\.id.rawValue))
        throw Failure(
          .usage, code: "usage",
          Bilingual(
            "The policy has no material \(Printable.name(material)). It has: \(known.english).",
            "该考区规则没有材料 \(Printable.name(material))，现有：\(known.chinese)。"))
      }
      pictures = named.pictures(of: MaterialID(material))
      if !named.noWarnings.contains(.wrongPaper) { takes = named.takes(MaterialID(material)) }
    }
    var run = try rules.resolved(over: pictures)
    run.takes = takes
    return run
  }
}

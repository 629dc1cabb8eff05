import ArgumentParser
import Dossiers
import Glibc
import ImageKit
import ReviewStore
import Wording

/// `uploadprep dossier`
struct DossierCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "dossier",
    abstract: words("Writes an application's pictures as one PDF, or as named files.", "把考生的全部材料导出为一个 PDF 或按名称存放的图片。"),
    discussion: words(
      "The PDF has an A4 page for each picture, in the policy's order, with the JPEG files as they are. With --pdfs or "
        + "--folders, several applications are written into a folder, which keeps a list (dossiers.jsonl): a further run "
        + "leaves out what is there and unchanged, so an interrupted run goes on. Applications that are not handed in are "
        + "left out. Each export is logged. What was exported is outside of the store: `store erase` does not reach it.",
      "PDF 每张图片占一页 A4，按规则中的顺序排列，JPEG 图片原样放入。使用 --pdfs 或 --folders 时，多名考生的材料写入一个文件夹，"
        + "其中的 dossiers.jsonl 记录已导出的内容：再次运行时跳过未变动的，因此中断后可继续。尚未提交的材料不导出。每次导出均记入操作日志。"
        + "导出的文件不在审核库内，`store erase` 不会清除它们。"))
  @Argument(help: help("Registration numbers.", "报名号。", value: "reg")) var registrations: [RegistrationNumber] = []
  @Flag(help: help("Everybody's.", "导出全部考生。")) var all = false
  @OptionGroup var which: RosterOptions
  @Option(
    name: .shortAndLong,
    help: help(
      "The PDF to make of one application; \"-\" is standard output. Default: its number with .pdf.",
      "单个考生的 PDF 文件，“-”表示标准输出，默认为“报名号.pdf”。", value: "file.pdf"))
  var output: Path?
  @Option(help: help("The folder to make a PDF of each application in.", "为每名考生生成一个 PDF，存入此文件夹。", value: "folder"))
  var pdfs: Path?
  @Option(
    help: help(
      "The folder to make a folder of each application in, with its pictures.", "为每名考生生成一个图片文件夹，存入此文件夹。",
      value: "folder"))
  var folders: Path?
  @Option(
    help: help(
      "The most bytes of one PDF or one folder, such as 2MB. Pictures are made smaller to fit, and the result says so.",
      "单个 PDF 或文件夹的最大字节数，例如 2MB；超出时缩小图片，结果中会说明。", value: "size"),
    transform: SizeOption.bytes)
  var maxBytes: SizeOption?
  @Option(name: .customLong("as"), help: help("Who exports: a member of staff.", "以工作人员身份导出。", value: "staff"))
  var staff: StaffName?
  @Flag(help: help("Replaces files that are there already.", "替换已有的文件。")) var force = false
  @Flag(name: .shortAndLong, help: help("Says only what failed.", "只显示失败的项目。")) var quiet = false
  @Option(
    name: .shortAndLong,
    help: help("How many applications at a time. Default: the cores.", "同时处理的考生数，默认为处理器核数。", value: "n"))
  var jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  var needsOutput: Bool { output != .standardStream && !quiet }

  func validate() throws {
    try requirePositive(jobs, "--jobs")
    guard registrations.isEmpty == (all || which.isGiven), !(all && which.isGiven) else {
      throw usage(
        "Name registrations, or say whose with --all, --site, --state and the like.",
        "请指定报名号，或用 --all、--site、--state 等选项说明范围。")
    }
    guard [output, pdfs, folders].compactMap(\.self).count <= 1 else {
      throw usage("Give one of --output, --pdfs and --folders.", "--output、--pdfs 与 --folders 只能选一个。")
    }
    guard Set(registrations).count == 1 || pdfs != nil || folders != nil else {
      throw usage(
        "Several applications go into a folder: --pdfs FOLDER or --folders FOLDER.",
        "多名考生的材料应写入文件夹：--pdfs 文件夹 或 --folders 文件夹。")
    }
  }

  func run(on store: ReviewStore, with console: Console) async throws -> ExitStatus {
    if let words = maxBytes?.understood("--max-bytes"), !quiet { console.note(words) }
    let writer = DossierWriter(
      language: console.language, maxBytes: maxBytes?.number ?? store.policy.pictures.set.maximumBytes)
    if let folder = pdfs ?? folders {
      try requireOutside(folder)
      let run = DossierRun(
        store: store, writer: writer, form: pdfs == nil ? .folders : .pdf, folder: folder, staff: staff, force: force,
        jobs: MemoryLimit.jobs(atMost: jobs), isQuiet: quiet, console: console)
      return try await registrations.isEmpty ? run.everybody(which.filter) : run.named(registrations)
    }
    let output = output ?? Path(DossierNames.name(of: registrations[0]) + ".pdf")
    try requireOutside(output)
    let console = try console.makingRoom(for: [output])
    try OutputFile.checkPlace(output, replacing: force)
    let dossier = try store.exportDossier(of: registrations[0], as: .pdf, by: staff)
    let pdf = try writer.pdf(of: dossier)
    try OutputFile.write(pdf.bytes, to: output, replacing: force)
    guard output != .standardStream, console.json || !quiet else { return .done }
    let made = MadeDossier(
      registration: registrations[0].rawValue, version: dossier.version, output: output, bytes: pdf.bytes.count,
      pictures: dossier.pictures.count, reduced: pdf.reduced)
    try console.tell(made.json, people: console.text(made.words))
    return .done
  }
}

/// What is told of one dossier that was written.
struct MadeDossier: Sendable {
  let registration: String
  let version: Int
  let output: Path
  let bytes: Int
  let pictures: Int
  /// How many pictures were made smaller.
  let reduced: Int

  /// For programs.
  var json: JSON {
    [
      "registration": .string(registration), "version": .integer(version), "output": .string(output.text),
      "bytes": .integer(bytes), "pictures": .integer(pictures), "reduced": .integer(reduced),
    ]
  }

  /// For people.
  var words: Bilingual {
    let head = "\(Printable.name(output.text))  \(ByteCount.size(bytes))  "
    return Bilingual(
      head + "\(pictures) picture\(pictures == 1 ? "" : "s")"
        + (reduced > 0 ? ", \(reduced) of them made smaller to fit" : ""),
      head + "\(pictures) 张图片" + (reduced > 0 ? "，为满足大小要求缩小了 \(reduced) 张" : ""))
  }
}

import ArgumentParser
import ImageKit
import Wording

/// `uploadprep prepare`: converts photos into pictures that a portal accepts.
struct Prepare: Command {
  static let configuration = CommandConfiguration(
    abstract: words("Makes photos ready to upload.", "把照片处理成可上传的图片。"),
    discussion: words(
      """
      Each photo becomes a clear, upright picture of at most 200,000 bytes without metadata: NAME.upload.jpg beside it. \
      The photo itself is never changed.
      """,
      "每张照片生成一张清晰、端正、不超过 200,000 字节且不含元数据的图片 NAME.upload.jpg，存放在原照片旁。原照片不会被改动。"))

  @OptionGroup var input: InputOptions

  @Option(
    name: .shortAndLong,
    help: help("The file to make, of one photo; \"-\" is standard output.", "单张照片的输出文件，“-”表示标准输出。", value: "file")
  )
  var output: Path?
  @Option(
    help: help(
      "The folder to make all files in; subfolders are kept. It may be s3://bucket/folder.",
      "输出文件夹，保留子文件夹结构；可为 s3://存储桶/文件夹。", value: "folder"))
  var outDir: Path?
  @Option(
    help: help(
      "Names results in --out-dir by the photos' paths below this folder alone, such as sub/a.jpg.upload.jpg, so that "
        + "runs over parts of the photos agree on them.",
      "--out-dir 中的文件名只取决于照片相对于此文件夹的路径，如 sub/a.jpg.upload.jpg，便于分批处理。", value: "folder"))
  var relativeTo: Path?
  @Flag(
    help: help(
      "Replaces results that are there already; never a photo.", "替换已存在的处理结果；绝不替换照片。"))
  var force = false
  @Flag(
    help: help(
      "Leaves alone photos whose result is there, whole and no older; goes on after an interruption.",
      "跳过已有完整且不旧于照片的结果的照片，可用于中断后继续。"))
  var skipExisting = false
  @Option(
    help: help(
      "A list of what was made of which photo and how, a JSON object a line. A later run with the same list makes only "
        + "what is missing or would be different, whatever the files' times. Several runs may share it.",
      "清单文件：逐行以 JSON 记录每张照片的处理结果。再次使用同一清单时，只生成缺少或会有变化的结果，与文件时间无关；多个任务可共用。",
      value: "file"))
  var manifest: Path?
  @Flag(help: help("Makes nothing, and says what would be made.", "不生成任何文件，只说明将会生成什么。"))
  var dryRun = false
  @Flag(help: help("Gives results the times of their photos.", "输出文件保留原照片的时间。"))
  var preserve = false
  @Option(
    help: help(
      "The names of the files to make in --out-dir, such as '{stem}' or '{id-number}.jpg'; {stem} is the photo's name, "
        + "{number} its place in the run, and other fields are columns of --names.",
      "--out-dir 中输出文件的名称，如 '{stem}'、'{id-number}.jpg'：{stem} 为原文件名，{number} 为序号，其他字段为 --names 表格的列。",
      value: "name"))
  var outName: String?
  @Option(
    help: help(
      "A table (CSV or .xlsx) with a column `file` and one for each field of the names.",
      "命名用表格（CSV 或 .xlsx）：一列为“文件”，其余各列为文件名中的字段。", value: "file"))
  var names: Path?
  @OptionGroup var rules: RuleOptions
  @Option(
    help: help(
      "The longest side to make, in pixels. Default: what is clearest.", "输出图片长边的最大像素数，默认自动取最清晰者。", value: "pixels"))
  var maxSide: Int?
  @Option(
    help: help(
      "How long to look for the clearest picture. The word best is understood as balanced.",
      "为求清晰所花的功夫；写 best 等同于 balanced。"))
  var effort = Effort.balanced
  @Flag(help: help("Stamps \(Watermark.defaultText).", "加水印“\(Watermark.defaultText)”。"))
  var watermark = false
  @Option(help: help("Stamps this text.", "加指定文字的水印。", value: "text"))
  var watermarkText: String?
  @Option(
    help: help(
      "What tells where upright is: EXIF, then the text where it is sure (auto), or EXIF alone (exif).",
      "判定方向的依据：auto 先看 EXIF，文字方向确定时再按文字转正；exif 只看 EXIF。"))
  var upright = Preparation.UprightSource.auto
  @Option(help: help("What to cut away: nothing, or all around the page.", "裁切：不裁切，或只留页面。"))
  var crop = Preparation.Crop.none
  @Option(
    help: help(
      "The page of PDF and TIFF documents: its number, or all for a picture of each, NAME-1.upload.jpg and so on. "
        + "Default: the only page.",
      "PDF 和 TIFF 文档的页码；all 表示每页各生成一张图片（名称-1.upload.jpg 等）。默认只处理单页文档。", value: "n|all"))
  var page: PageChoice?
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try requirePositive(maxSide, "--max-side")
    if output != nil, outDir != nil {
      throw usage("Give either --output or --out-dir, not both.", "--output 与 --out-dir 只能选一个。")
    }
    if output != nil, page == .all {
      throw usage("--output names one picture, and --page all makes several.", "--output 只对应一张图片，不能与 --page all 同时使用。")
    }
    if outName != nil || names != nil, outDir == nil {
      throw usage(
        "--out-name and --names need --out-dir, so that results are not taken for photos.",
        "--out-name 与 --names 须与 --out-dir 一起使用，以免把结果当作照片。")
    }
    if outName != nil || names != nil, page == .all {
      throw usage(
        "--page all numbers the pictures by their pages, and does not go with --out-name or --names.",
        "--page all 按页码命名，不能与 --out-name 或 --names 同时使用。")
    }
    if relativeTo != nil, outDir == nil || outName != nil || names != nil {
      throw usage(
        "--relative-to names results in --out-dir, and does not go with --out-name or --names.",
        "--relative-to 须与 --out-dir 一起使用，不能与 --out-name 或 --names 同时使用。")
    }
    if manifest != nil, skipExisting {
      throw usage(
        "--manifest goes by contents and --skip-existing by times. Give one of them.",
        "--manifest 按内容判断，--skip-existing 按时间判断，请只选其一。")
    }
    if manifest != nil,
      output == .standardStream || manifest == .standardStream || input.paths.contains(.standardStream)
    {
      throw usage(
        "--manifest is a file about files, not about standard input or output.", "--manifest 只能用于文件，不能用于标准输入或输出。")
    }
    if let outName {
      do {
        _ = try NameTemplate(outName)
      } catch {
        throw usage("--out-name: \(error.explanation.english)", "--out-name：\(error.explanation.chinese)")
      }
    }
    if watermark, watermarkText != nil {
      throw usage("Give either --watermark or --watermark-text, not both.", "--watermark 与 --watermark-text 只能选一个。")
    }
    if let watermarkText, Path.text(ofArgument: watermarkText) == nil {
      throw usage("The watermark's text is not UTF-8. Set your terminal to UTF-8.", "水印文字不是 UTF-8 编码，请将终端设为 UTF-8。")
    }
  }

  var needsOutput: Bool { !input.quiet && !(output == .standardStream) }

  func run(with console: Console) async throws -> ExitStatus {
    let start = ContinuousClock.now
    let run = try runRules()
    let options = try options(for: run)
    let chosen = try chosenNames(for: run.pictures)
    AllocatorTuning.keepMemoryBetweenPictures(atOnce: input.jobs)
    let objects = input.server.objects
    let all = try input.inputs(from: objects)
    try refuseTimes(of: all)
    // Prepared pictures of an earlier run lie among the photos. One that was named is reported; those found in a
    // folder are only counted.
    let ownList = manifest.flatMap(FileIdentity.init(of:))
    let inputs = all.filter { output != nil || !($0.wasWalked && ($0.isOwnResult || $0.isFile(ownList))) }
    var photos = try PhotoPlan(output: output, outDir: outDir, relativeTo: relativeTo, chosen: chosen).photos(
      for: inputs)
    let written = photos.contains { $0.target == .standardOutput } ? Path.standardStream : nil
    let console = try console.makingRoom(for: [written], isPicture: true)
    if !input.quiet {
      for sentence in rules.understood + reading.understood { console.note(sentence) }
      if let sentence = run.words { console.note(sentence) }
      if chosen == nil, let pattern = run.pictures.fileName.pattern {
        console.note(
          Bilingual(
            "The rules name files \(pattern.text): give --out-dir and --names for such names.",
            "规则要求文件名为 \(pattern.text)：请用 --out-dir 与 --names 命名。"))
      }
    }
    let read = photos.filter { $0.target != .ownResult }.map(\.input)
    let list = try manifest.map { path throws(Failure) in
      try PrepareManifest(
        path, way(options), for: photos.map(\.input), isOnlyRead: dryRun, language: console.language)
    }
    let work = PhotoWork(
      options: options, replacing: force, skipsExisting: skipExisting, made: list?.made, isDry: dryRun,
      keepsTimes: preserve, objects: objects,
      protected: ProtectedFiles(
        read, and: [input.filesFrom, names, manifest, rules.rules.flatMap { Path(argument: $0) }]))
    switch page {
    case .all: photos = work.withEveryPage(photos)
    case .number(let page): for index in photos.indices { photos[index].page = page }
    case nil: break
    }

    var status = ExitStatus.done
    var summary = PrepareSummary(skipped: all.count - inputs.count)
    var progress = Progress(of: photos.count, on: console, isQuiet: input.quiet)
    Interruption.setFinalMessage(progress.finalMessage(resumingWith: "--skip-existing"))
    try await inOrder(photos, jobs: MemoryLimit.jobs(atMost: input.jobs), work: { work.prepare($0) }) { photo, result in
      progress.clear()
      summary.count(result)
      try list?.add(photo, result)
      switch result {
      case .success(.prepared(let prepared)):
        if !prepared.ok { status.raise(to: .failed) }
        // For a picture on stdout only its errors are reported.
        let isWanted = photo.target != .standardOutput && !isSilent(console)
        if isWanted || !prepared.ok {
          try console.tell(prepared.json(in: console.language), people: prepared.text(on: console))
        }
      case .success(.skipped(let photo)):
        if !photo.ok { status.raise(to: .failed) }
        if !isSilent(console) || !photo.ok { try console.tell(photo.json, people: photo.text(on: console)) }
      case .failure(let failure):
        console.report(failure)
        status.raise(to: failure.status)
      }
      progress.advance()
    }
    if summary.total > 1 || photos.isEmpty, written == nil, !isSilent(console) {
      let seconds = (ContinuousClock.now - start).seconds
      try console.tell(summary.json(seconds: seconds, run, in: console.language), people: summary.text(on: console))
    }
    return status
  }

  /// Objects in storage have no times that say which is newer.
  private func refuseTimes(of inputs: [Input]) throws(Failure) {
    let isStored = outDir?.isAddress == true || output?.isAddress == true || inputs.contains { $0.path.isAddress }
    guard isStored, skipExisting || preserve else { return }
    throw Failure(
      .usage, code: "usage",
      Bilingual(
        "--skip-existing and --preserve go by the times of files, which objects do not have. Use --manifest.",
        "--skip-existing 和 --preserve 依据文件时间，不适用于对象存储，请改用 --manifest。"))
  }

  /// Whether only failures are printed. JSON output always has every line.
  private func isSilent(_ console: Console) -> Bool { input.quiet && !console.json }

  /// The rules of the run. `--max-bytes` alone says how large files are made; they are held against the usual rules.
  private func runRules() throws(Failure) -> RunRules {
    guard let size = rules.maxBytes, !rules.sayMoreThanMaxBytes else { return try rules.resolved() }
    var run = RunRules(pictures: .licensing)
    run.pictures.bytes.makeAtMost = size.number
    return run
  }

  /// The names that the options give to the files; nil for names derived from the photos'.
  private func chosenNames(for pictures: PictureRules) throws(Failure) -> ChosenNames? {
    guard let outDir else { return nil }
    let own = outName.flatMap { try? NameTemplate($0) }
    guard let template = own ?? (names == nil ? nil : pictures.fileName.pattern) else {
      if names == nil { return nil }
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "--names needs to know how files are named: give --out-name, such as '{id-number}.jpg'.",
          "使用 --names 时请用 --out-name 指定文件名，如 '{id-number}.jpg'。"))
    }
    let folder = pictures.fileName.folder.map { outDir.appending($0.utf8) } ?? outDir
    return ChosenNames(template: template, table: try names.map(NamesTable.read), folder: folder)
  }

  /// How pictures are made, for the manifest.
  private func way(_ options: Preparation.Options) -> PreparationWay {
    let own = watermarkText.flatMap(Path.text(ofArgument:))
    return PreparationWay(
      options, watermark: own ?? (watermark ? Watermark.defaultText : nil), tool: ToolVersion.number)
  }

  /// Options for every picture. A watermark text that cannot be drawn is refused here once, not for every photo.
  private func options(for run: RunRules) throws(Failure) -> Preparation.Options {
    var options = Preparation.Options()
    options.rules = run.pictures
    options.meetsRules = rules.sayMoreThanMaxBytes
    options.judgesResult = true
    options.maxSide = [maxSide, run.pictures.pixels.longSide.maximum].compactMap(\.self).min()
    if run.pictures.watermark == .forbidden, watermark || watermarkText != nil {
      throw Failure(
        .usage, code: "usage", Bilingual("The rules forbid a watermark. Leave it out.", "规则不允许加水印，请去掉水印选项。"))
    }
    if run.pictures.watermark == .required, !watermark, watermarkText == nil {
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "The rules require a watermark: give --watermark or --watermark-text.",
          "规则要求加水印，请使用 --watermark 或 --watermark-text。"))
    }
    options.effort = effort
    options.upright = upright
    options.crop = crop
    options.limits = reading.limits
    let own = watermarkText.flatMap(Path.text(ofArgument:))
    guard let text = own ?? (watermark ? Watermark.defaultText : nil) else { return options }
    do {
      options.watermark = try Watermark(text: text)
    } catch {
      switch error {
      case .emptyText, .tooLong, .noFont: throw Failure(error, .usage)
      case .unreadableFont: throw Failure(error, .ioFailed)
      }
    }
    return options
  }
}

extension Effort: ExpressibleByArgument {
  /// `best` was a third effort that gained nothing. Scripts may still ask for it.
  public init?(argument: String) { self.init(rawValue: argument == "best" ? "balanced" : argument) }
}
extension Preparation.UprightSource: ExpressibleByArgument {}
extension Preparation.Crop: ExpressibleByArgument {}

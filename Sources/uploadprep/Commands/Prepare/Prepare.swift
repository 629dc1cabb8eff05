import ArgumentParser
import ImageKit

/// `uploadprep prepare`: photos become pictures that a portal takes.
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
  @Option(help: help("The folder to make all files in; subfolders are kept.", "输出文件夹，保留子文件夹结构。", value: "folder"))
  var outDir: Path?
  @Flag(help: help("Replaces files that are there already.", "替换已存在的输出文件。"))
  var force = false
  @Option(help: help("The largest file to make, in bytes.", "输出文件的最大字节数。", value: "bytes"))
  var maxBytes = 200_000
  @Option(
    help: help(
      "The longest side to make, in pixels. Default: what is clearest.", "输出图片长边的最大像素数，默认自动取最清晰者。", value: "pixels"))
  var maxSide: Int?
  @Option(help: help("How long to look for the clearest picture.", "为求清晰所花的功夫。"))
  var effort = Effort.balanced
  @Flag(help: help("Stamps \(Watermark.defaultText).", "加水印“\(Watermark.defaultText)”。"))
  var watermark = false
  @Option(help: help("Stamps this text.", "加指定文字的水印。", value: "text"))
  var watermarkText: String?
  @Option(help: help("What tells where upright is: EXIF, or the page itself.", "判定方向的依据：EXIF 或页面内容。"))
  var upright = Preparation.UprightSource.exif
  @Option(help: help("What to cut away: nothing, or all around the page.", "裁切：不裁切，或只留页面。"))
  var crop = Preparation.Crop.none
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try requirePositive(maxBytes, "--max-bytes")
    try requirePositive(maxSide, "--max-side")
    if output != nil, outDir != nil {
      throw usage("Give either --output or --out-dir, not both.", "--output 与 --out-dir 只能选一个。")
    }
    if watermark, watermarkText != nil {
      throw usage("Give either --watermark or --watermark-text, not both.", "--watermark 与 --watermark-text 只能选一个。")
    }
    if let watermarkText, Path.text(ofArgument: watermarkText) == nil {
      throw usage("The watermark's text is not UTF-8. Set your terminal to UTF-8.", "水印文字不是 UTF-8 编码，请将终端设为 UTF-8。")
    }
  }

  func run(with console: Console) async throws -> ExitStatus {
    let options = try options()
    let inputs = try input.inputs(skipping: OutputName.isOurs)
    let photos = try PhotoPlan(output: output, outDir: outDir, json: console.json).photos(for: inputs)
    let work = PhotoWork(options: options, replacing: force, inputs: ProtectedFiles(inputs))

    var status = ExitStatus.done
    var progress = Progress(of: photos.count, on: console)
    Interruption.setLastWords(progress.lastWords)
    try await inOrder(photos, jobs: input.jobs, work: { work.prepare($0) }) { photo, result in
      progress.clear()
      switch result {
      case .success(let prepared):
        if photo.target != .standardOutput {
          try console.tell(prepared.json(in: console.language), people: prepared.text(on: console))
        }
      case .failure(let failure):
        console.report(failure)
        status.raise(to: failure.status)
      }
      progress.advance()
    }
    return status
  }

  /// What is wanted of every picture. A text that cannot be drawn here is refused once, not with every photo.
  private func options() throws(Failure) -> Preparation.Options {
    var options = Preparation.Options()
    options.maxBytes = maxBytes
    options.maxSide = maxSide
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
      case .emptyText, .tooLong: throw Failure(error, .usage)
      // Characters of one's own choice may be such as no font has; the usual text lacks only a package.
      case .noFont: throw Failure(error, watermarkText == nil ? .internalFault : .usage)
      case .unreadableFont: throw Failure(error, .ioFailed)
      }
    }
    return options
  }
}

extension Effort: ExpressibleByArgument {}
extension Preparation.UprightSource: ExpressibleByArgument {}
extension Preparation.Crop: ExpressibleByArgument {}

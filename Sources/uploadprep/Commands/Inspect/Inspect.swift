import ArgumentParser
import Documents
import ImageKit
import RuleSets
import Wording

/// `uploadprep inspect`: shows all facts about one picture.
struct Inspect: Command {
  static let configuration = CommandConfiguration(
    abstract: words("Tells everything about one picture.", "查看一张图片的全部信息。"),
    discussion: words(
      "Of a PDF or TIFF document it tells the pages, and with --page everything about one of them.",
      "对 PDF 或 TIFF 文档列出各页；用 --page 可查看其中一页的全部信息。"))

  @Argument(help: help("The picture or document; \"-\" is standard input.", "图片或文档，“-”表示标准输入。"))
  var file: Path
  @Option(
    help: help("Judges by these rules: the id of a rule set, or its file.", "按此图片规则判断：规则编号或规则文件。", value: "id|file"),
    completion: .rules)
  var rules: String?
  @Option(
    help: help(
      "The page of a PDF or TIFF document to look at. Default: none, and the pages are listed.",
      "要查看的 PDF 或 TIFF 文档页码；默认只列出各页。", value: "n"))
  var page: Int?
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try requirePositive(page, "--page") }

  func run(with console: Console) async throws -> ExitStatus {
    for sentence in reading.understood { console.note(sentence) }
    let input = try Input(one: file)
    let bytes = try input.read(atMost: reading.limits.maxBytes)
    let set = try rules.map { try RuleSet.named($0) }
    let wanted = set?.pictures ?? .licensing
    if let kind = DocumentKind(sniffing: bytes) {
      let document = InspectedDocument(
        bytes, kind, path: input.text, reader: PageReader(limits: reading.limits), formats: wanted.formats)
      guard let page else {
        if let error = document.error, !document.isLocked { throw Failure(error).about(input) }
        try console.tell(document.json(in: console.language), people: document.text(on: console))
        return .done
      }
      return try tell(document.picture(of: page, wanted, limits: reading.limits), input, on: console)
    }
    if let page, page > 1 { throw Failure(DocumentError.noSuchPage(page, of: 1)).about(input) }
    try MemoryLimit.requireRoom(for: bytes)
    var inspector = Inspector(rules: wanted, decodingLimits: reading.limits)
    inspector.makesThumbnail = false
    return try tell((inspector.inspect(bytes, fileName: input.fileName), nil), input, on: console)
  }

  /// Prints what was found out about a picture, or throws why nothing was.
  private func tell(
    _ found: (inspection: Inspection, page: InspectedDocument.Page?), _ input: Input, on console: Console
  ) throws -> ExitStatus {
    let inspection = found.inspection
    guard let facts = inspection.facts else {
      // Where there are no facts, the one error finding says why.
      let finding = inspection.findings.first { $0.severity == .error }?.withCommand
      throw Failure(
        .unreadableData, code: finding?.code.rawValue ?? "unreadable",
        finding?.message ?? Bilingual("This is no picture.", "这不是图片。"), input: input.text)
    }
    let sheet = InspectionSheet(path: input.text, facts: facts, inspection: inspection, page: found.page)
    try console.tell(sheet.json(in: console.language), people: sheet.text(on: console))
    return .done
  }
}

extension Failure {
  /// The same failure, with the input that it concerns.
  fileprivate func about(_ input: Input) -> Failure { Failure(any: self, input: input.text) }
}

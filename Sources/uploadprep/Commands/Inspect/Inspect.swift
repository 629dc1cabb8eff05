import ArgumentParser
import ImageKit
import RuleSets
import Wording

/// `uploadprep inspect`: shows all facts about one picture.
struct Inspect: Command {
  static let configuration = CommandConfiguration(
    abstract: words("Tells everything about one picture.", "查看一张图片的全部信息。"))

  @Argument(help: help("The picture; \"-\" is standard input.", "图片文件，“-”表示标准输入。"))
  var file: Path
  @Option(
    help: help("Judges by these rules: the id of a rule set, or its file.", "按此图片规则判断：规则编号或规则文件。", value: "id|file"),
    completion: .rules)
  var rules: String?
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    for sentence in reading.understood { console.note(sentence) }
    let input = try Input(one: file)
    let bytes = try input.read(atMost: reading.limits.maxBytes)
    let set = try rules.map { try RuleSet.named($0) }
    var inspector = Inspector(rules: set?.pictures ?? .licensing, decodingLimits: reading.limits)
    inspector.makesThumbnail = false
    try MemoryLimit.requireRoom(for: bytes)
    let inspection = inspector.inspect(bytes, fileName: input.fileName)
    guard let facts = inspection.facts else {
      // Where there are no facts, the one error finding says why.
      let finding = inspection.findings.first { $0.severity == .error }?.withCommand
      throw Failure(
        .unreadableData, code: finding?.code.rawValue ?? "unreadable",
        finding?.message ?? Bilingual("This is no picture.", "这不是图片。"), input: input.text)
    }
    let sheet = InspectionSheet(path: input.text, facts: facts, inspection: inspection)
    try console.tell(sheet.json(in: console.language), people: sheet.text(on: console))
    return .done
  }
}

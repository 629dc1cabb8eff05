import Glibc
import ImageKit
import RuleSets
import Wording

extension RuleSet {
  /// The YAML text of a built-in rule set by its id, or of a file.
  static func text(named name: String) throws(Failure) -> String {
    if let yaml = shippedYAML(name) { return yaml }
    let path = Path(name)
    if path.withCString({ access($0, F_OK) }) != 0 {
      let ids = Bilingual.list(shippedIDs)
      throw Failure(
        .noInput, code: "no-rules",
        Bilingual(
          "There are no rules and no file called \(name). Rules that ship: \(ids.english).",
          "没有名为 \(name) 的图片规则或文件；内置规则有：\(ids.chinese)。"), input: name)
    }
    guard let yaml = String(validating: try FileReading.bytes(ofText: path), as: UTF8.self) else {
      throw Failure(
        .unreadableData, code: "bad-rules", Bilingual("The file is not UTF-8 text.", "文件不是 UTF-8 文本。"), input: name)
    }
    return yaml
  }

  /// A rule set by its id or from a file.
  static func named(_ name: String) throws(Failure) -> RuleSet {
    let yaml = try text(named: name)
    do {
      return try RuleSet(yaml: yaml)
    } catch {
      throw Failure(
        .unreadableData, code: error.code, error.explanation, input: name,
        reasons: error.mistakes.map(Failure.Reason.init))
    }
  }
}

extension Failure.Reason {
  /// A mistake in a file, with its line.
  init(_ mistake: FileMistake) {
    self.init(
      code: "mistake",
      message: Bilingual(
        "Line \(mistake.line): \(mistake.message.english)", "第 \(mistake.line) 行：\(mistake.message.chinese)"),
      facts: ["line": .integer(mistake.line)])
  }
}

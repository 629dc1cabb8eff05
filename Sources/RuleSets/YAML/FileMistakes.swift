import Wording
import Yams

/// One mistake in a file that people write.
public struct FileMistake: Sendable, Hashable {
  /// The line in the file, from 1.
  public let line: Int
  /// What is wrong there and what to write instead.
  public let message: Bilingual
}

/// Collects the mistakes while a file is read, so that all are reported at once.
package final class FileMistakes {
  private var found: [FileMistake] = []

  package init() {}

  /// The number of mistakes so far.
  package var count: Int { found.count }

  /// Adds a mistake in both languages.
  package func add(_ line: Int, _ english: String, _ chinese: String) {
    found.append(FileMistake(line: line, message: Bilingual(english, chinese)))
  }

  /// All mistakes, by line.
  package var byLine: [FileMistake] { found.sorted { $0.line < $1.line } }

  /// Parses a YAML text whose content is one mapping; nil where it is not, which is then a mistake.
  package func mapping(in yaml: String) -> YAMLMapping? {
    do {
      if let node = try compose(yaml: yaml) { return YAMLMapping(node, line: 1, self) }
      add(1, "The file is empty.", "文件是空的。")
    } catch {
      add(error)
    }
    return nil
  }

  /// Adds a syntax error that the YAML parser found.
  private func add(_ error: any Error) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      add(mark.line, "This is not YAML: \(problem).", "不是有效的 YAML，请检查该处的缩进、冒号和引号。")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: "`, `")
      add(context.mark.line, "`\(names)` stands here twice.", "`\(names)` 重复出现。")
    default: add(1, "This is not YAML: \(error).", "不是有效的 YAML。")
    }
  }
}

extension FileMistake {
  /// The first mistake with its line, and how many more there are.
  package static func summary(of mistakes: [FileMistake]) -> Bilingual {
    let first = mistakes.first
    let more = mistakes.count - 1
    return Bilingual(
      "Line \(first?.line ?? 1): \(first?.message.english ?? "")" + (more > 0 ? " (and \(more) more)" : ""),
      "第 \(first?.line ?? 1) 行：\(first?.message.chinese ?? "")" + (more > 0 ? "（另有 \(more) 处）" : ""))
  }
}

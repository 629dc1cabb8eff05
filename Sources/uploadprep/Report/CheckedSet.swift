import ImageKit
import Wording

/// All files of one person, judged together.
struct CheckedSet: Sendable {
  /// The person's folder.
  let folder: String
  /// The number of files.
  var files = 0
  /// The number of bytes of all files.
  var bytes = 0
  /// What is wrong with them together.
  var findings: [Finding] = []

  /// Whether a portal would take them together.
  var ok: Bool { findings.isEmpty }

  /// `{"set":{"folder":…,"ok":…,"files":…,"bytes":…,"findings":[…]}}`
  func json(in language: Language) -> JSON {
    [
      "set": [
        "folder": .string(folder), "ok": .bool(ok), "files": .integer(files), "bytes": .integer(bytes),
        "findings": .list(findings.map { $0.json(in: language) }),
      ]
    ]
  }

  /// A line of text for the folder, and one more for each finding.
  func text(on console: Console) -> String {
    let mark = ok ? console.output.paint("✓", .good) : console.output.paint("✗", .bad)
    let name = console.output.paint(Printable.name(folder), .strong)
    let count = console.text(
      Bilingual("\(files) files, \(ByteCount.size(bytes))", "\(files) 个文件，\(ByteCount.size(bytes))"))
    return (["\(mark) \(name)  " + console.output.paint(count, .faint)] + findings.map { $0.line(on: console) }).joined(
      separator: "\n")
  }
}

/// Counts the files of each person's folder, where the rules say something about all of them together.
struct CheckedSets {
  private let rules: PictureRules
  private var sets: [Path: CheckedSet] = [:]
  private var order: [Path] = []

  init(rules: PictureRules) { self.rules = rules }

  /// Counts a file.
  mutating func count(_ file: CheckedFile, from input: Input) {
    guard rules.judgesSets else { return }
    let folder = input.candidateFolder
    if sets[folder] == nil {
      order.append(folder)
      sets[folder] = CheckedSet(folder: folder.text)
    }
    sets[folder]?.files += 1
    sets[folder]?.bytes += file.bytes ?? 0
  }

  /// The folders in the order of their first files, with what is wrong.
  var judged: [CheckedSet] {
    order.compactMap { sets[$0] }.map { set in
      var set = set
      set.findings = rules.findings(onSetOf: set.files, bytes: set.bytes)
      return set
    }
  }
}

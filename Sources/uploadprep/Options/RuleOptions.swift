import ArgumentParser
import ImageKit
import RuleSets
import Wording

/// Which picture rules hold for a run: a rule set, and single rules that override it.
struct RuleOptions: ParsableArguments {
  @Option(
    help: help(
      "The rules that pictures must meet: the id of a rule set, or its file. `uploadprep rules list` lists them.",
      "图片须符合的规则：规则编号或规则文件，可用 `uploadprep rules list` 查看。", value: "id|file"),
    completion: .rules)
  var rules: String?
  @Option(
    help: help(
      "The smallest file that is accepted, such as 20k; overrides the rules.", "可接受的最小文件，如 20k；优先于规则。", value: "size"),
    transform: SizeOption.bytes)
  var minBytes: SizeOption?
  @Option(
    help: help(
      "The largest file: 200k, 50KB and 1.5MB count by 1,000, 200KiB by 1,024; overrides the rules.",
      "最大文件：200k、50KB、1.5MB 按 1000 计，200KiB 按 1024 计；优先于规则。", value: "size"),
    transform: SizeOption.bytes)
  var maxBytes: SizeOption?
  @Option(
    help: help(
      "The width in pixels, such as 295, 150-300 or 1020- for at least so many; overrides the rules.",
      "宽度（像素），如 295、150-300，或 1020- 表示至少；优先于规则。", value: "pixels"),
    transform: SideOption.init)
  var width: SideOption?
  @Option(
    help: help(
      "The height in pixels, such as 413, 200-400 or 640- for at least so many; overrides the rules.",
      "高度（像素），如 413、200-400，或 640- 表示至少；优先于规则。", value: "pixels"),
    transform: SideOption.init)
  var height: SideOption?
  @Option(
    help: help("The resolution that the file states; overrides the rules.", "文件标注的分辨率（dpi）；优先于规则。", value: "dpi"))
  var dpi: Int?
  @OptionGroup var look: LookOptions

  func validate() throws {
    if let dpi, !(1...65_535).contains(dpi) {
      throw usage("--dpi takes a number from 1 to 65535.", "--dpi 应为 1 至 65535。")
    }
  }

  /// Whether any rule was given besides the largest file.
  var sayMoreThanMaxBytes: Bool {
    rules != nil || minBytes != nil || width != nil || height != nil || dpi != nil || look.areGiven
  }

  /// Sentences that say how sizes with units were understood.
  var understood: [Bilingual] {
    [minBytes?.understood("--min-bytes"), maxBytes?.understood("--max-bytes")].compactMap(\.self)
  }

  /// The rules of the run.
  ///
  /// - Parameter base: The rules where no set is named; nil for those of the licensing examination.
  func resolved(over base: PictureRules? = nil) throws(Failure) -> RunRules {
    var run = RunRules(pictures: base ?? .licensing)
    if let name = rules {
      let set = try RuleSet.named(name)
      run = RunRules(pictures: set.pictures, id: set.id, name: set.name, note: set.note)
    }
    guard sayMoreThanMaxBytes || maxBytes != nil else { return run }
    change(&run.pictures)
    let contradictions = run.pictures.contradictions
    guard let first = contradictions.first else { return run }
    throw Failure(
      .usage, code: "usage",
      Bilingual(
        "These rules cannot be met together: \(first.message.english)", "这些规则互相矛盾：\(first.message.chinese)"),
      reasons: contradictions.map { Failure.Reason(code: "contradiction", message: $0.message) })
  }

  private func change(_ pictures: inout PictureRules) {
    if let size = maxBytes?.number {
      pictures.bytes.maximum = size
      pictures.bytes.makeAtMost = nil
    }
    if let size = minBytes?.number {
      pictures.bytes.minimum = size
      pictures.bytes.makeAtLeast = nil
      // Without a set, nothing but the flags says what is wanted.
      if rules == nil, maxBytes == nil, size > pictures.bytes.made.upperBound {
        (pictures.bytes.maximum, pictures.bytes.makeAtMost) = (nil, nil)
      }
    }
    if let width { pictures.pixels.width = width.side }
    if let height { pictures.pixels.height = height.side }
    if width != nil || height != nil {
      if rules == nil { pictures.pixels.shortSide = PictureRules.Side() }
      if width != nil, height != nil { pictures.ratio = nil }
    }
    if let dpi { pictures.dpi = dpi }
    look.change(&pictures)
  }
}

/// The rules of one run, and the set that they come from.
struct RunRules: Sendable {
  /// The rules.
  var pictures: PictureRules
  /// The papers that the pictures may show; empty where that is not known.
  var takes: [PaperKind] = []
  /// The rule set's id; nil where none was named.
  var id: String?
  /// The rule set's name.
  var name: Bilingual?
  /// What the rule set says about relying on it.
  var note: Bilingual?

  /// `rules, source, notChecked`, for a summary.
  func json(in language: Language) -> JSON {
    var json: JSON = id.map { ["rules": .string($0)] } ?? [:]
    if let source = pictures.source { json = json.adding(["source": source.json]) }
    return json.adding(["notChecked": .list(pictures.unjudged.map { .string($0.text(in: language)) })])
  }

  /// What the rules are, and what is not checked; nil where there is nothing to say.
  var words: Bilingual? {
    var sentences: [Bilingual] = []
    if let name {
      let read = pictures.source.map { Bilingual(", as read on \($0.read)", "（\($0.read) 查阅）") } ?? Bilingual("", "")
      sentences.append(
        Bilingual("Rules: \(name.english)\(read.english).", "规则：\(name.chinese)\(read.chinese)。"))
    }
    let unjudged = pictures.unjudged
    if !unjudged.isEmpty {
      let list = Bilingual.list(unjudged)
      sentences.append(Bilingual("Not checked: \(list.english).", "未检查：\(list.chinese)。"))
    }
    guard let first = sentences.first else { return nil }
    return sentences.dropFirst().reduce(first) { $0.followed(by: $1) }
  }
}

extension PictureRules.Source {
  /// `title, url, read`
  var json: JSON { ["title": .string(title), "url": .optional(url), "read": .string(read)] }
}

/// The limits of a side as written: `295`, `150-300`, or `1020-` for at least so many.
struct SideOption: Sendable {
  let side: PictureRules.Side

  init(_ text: String) throws {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isOpen = parts.count == 2 && parts[1].isEmpty
    let numbers = parts.prefix(isOpen ? 1 : parts.count).map { Int($0) }
    guard (1...2).contains(parts.count), numbers.allSatisfy({ $0.map((1...20_000).contains) ?? false }),
      let first = numbers[0], let last = numbers[numbers.count - 1], first <= last
    else {
      throw usage(
        "Write a number of pixels from 1 to 20000, such as 295, or two, such as 150-300, or 1020- for at least so many.",
        "请写 1 至 20000 的像素数，如 295，或范围，如 150-300，或 1020- 表示至少 1020。")
    }
    side = PictureRules.Side(minimum: first, maximum: isOpen ? nil : last)
  }
}

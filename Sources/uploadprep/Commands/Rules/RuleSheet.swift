import ImageKit
import RuleSets
import Wording

/// A rule set as `rules show` prints it.
struct RuleSheet {
  let set: RuleSet

  private var rules: PictureRules { self.set.pictures }

  /// All values as JSON, with the keys of the file.
  func json(in language: Language) -> JSON {
    let text = { (sentence: Bilingual) in JSON.string(sentence.text(in: language)) }
    let head: JSON = [
      "id": .string(set.id), "name": text(set.name), "note": set.note.map(text) ?? .null,
      "source": rules.source?.json ?? .null,
    ]
    return head.adding(rules.values(in: language))
  }

  /// The rules as readable lines; only what is required.
  func text(in language: Language) -> String {
    let rows = rows.map { ($0.0.text(in: language), $0.1.text(in: language)) }
    let width = (rows.map { Printable.width($0.0) }.max() ?? 0) + 2
    return (["\(set.id)  \(set.name.text(in: language))"] + rows.map { Printable.pad($0.0, to: width) + $0.1 }).joined(
      separator: "\n")
  }

  private var rows: [(Bilingual, Bilingual)] {
    func same(_ text: String) -> Bilingual { Bilingual(text, text) }
    var rows: [(Bilingual, Bilingual)] = []
    if let note = set.note { rows.append((Bilingual("Note", "说明"), note)) }
    if let source = rules.source {
      let url = source.url.map { " <\($0)>" } ?? ""
      rows.append(
        (
          Bilingual("Source", "来源"),
          Bilingual("\(source.title)\(url), read on \(source.read)", "\(source.title)\(url)，\(source.read) 查阅")
        ))
    }
    let bytes = rules.bytes
    if bytes.minimum != nil || bytes.maximum != nil {
      let (low, high) = (bytes.minimum.map(SizeOption.grouped), bytes.maximum.map(SizeOption.grouped))
      let english = [low.map { "at least \($0)" }, high.map { "at most \($0)" }].compactMap(\.self)
      let chinese = [low.map { "不小于 \($0)" }, high.map { "不超过 \($0)" }].compactMap(\.self)
      rows.append(
        (
          Bilingual("Accepted", "接受的大小"),
          Bilingual(english.joined(separator: ", ") + " bytes", chinese.joined(separator: "，") + " 字节")
        ))
      let (least, most) = (SizeOption.grouped(bytes.made.lowerBound), SizeOption.grouped(bytes.made.upperBound))
      rows.append((Bilingual("Made", "生成的大小"), Bilingual("\(least) to \(most) bytes", "\(least) 至 \(most) 字节")))
    }
    let pixels = rules.pixels
    for (name, side) in [
      (Bilingual("Width", "宽度"), pixels.width), (Bilingual("Height", "高度"), pixels.height),
      (Bilingual("Long side", "长边"), pixels.longSide), (Bilingual("Short side", "短边"), pixels.shortSide),
    ] where side != PictureRules.Side() {
      rows.append((name, Bilingual("\(side.words.english) pixels", "\(side.words.chinese)像素")))
    }
    if let ratio = rules.ratio { rows.append((Bilingual("Ratio", "宽高比"), same(ratio.text))) }
    if rules.fit != .refuse { rows.append((Bilingual("Other shapes", "其他形状"), rules.fit.words)) }
    if let dpi = rules.dpi { rows.append((Bilingual("Resolution", "分辨率"), same("\(dpi) dpi"))) }
    rows.append((Bilingual("Formats", "格式"), same(rules.formats.map(\.name).sorted().joined(separator: ", "))))
    if rules.colour != .any { rows.append((Bilingual("Colours", "颜色"), same(rules.colour.rawValue))) }
    if let background = rules.background {
      rows.append((Bilingual("Background", "背景"), same(background.colours.map(\.code).joined(separator: ", "))))
    }
    if let pattern = rules.fileName.pattern { rows.append((Bilingual("File name", "文件名"), same(pattern.text))) }
    if let folder = rules.fileName.folder { rows.append((Bilingual("Folder", "文件夹"), same(folder))) }
    let files = PictureRules.Side(minimum: rules.set.minimumFiles, maximum: rules.set.maximumFiles)
    if files != PictureRules.Side() { rows.append((Bilingual("Files a person", "每人文件数"), files.words)) }
    if let most = rules.set.maximumBytes {
      rows.append((Bilingual("Bytes a person", "每人总字节数"), same(SizeOption.grouped(most))))
    }
    if rules.watermark != .allowed { rows.append((Bilingual("Watermark", "水印"), rules.watermark.words)) }
    if !rules.unjudged.isEmpty { rows.append((Bilingual("Not checked", "不检查"), .list(rules.unjudged))) }
    return rows
  }
}

extension PictureRules.Side {
  /// `minimum, maximum`
  fileprivate var json: JSON { ["minimum": .optional(minimum), "maximum": .optional(maximum)] }
}

extension PictureRules.Fit {
  fileprivate var words: Bilingual {
    switch self {
    case .pad(let colour): Bilingual("margins of \(colour.code) are added", "以 \(colour.code) 补边")
    case .crop(.centre): Bilingual("cropped to the centre", "居中裁切")
    case .crop(.page): Bilingual("cropped to the page", "裁切到页面")
    case .refuse: Bilingual("refused", "拒绝")
    }
  }
}

extension PictureRules.Stamping {
  fileprivate var words: Bilingual {
    switch self {
    case .required: Bilingual("required", "必须有")
    case .allowed: Bilingual("allowed", "可有可无")
    case .forbidden: Bilingual("forbidden", "不能有")
    }
  }
}

extension PictureRules {
  /// All values as JSON, with the keys of a rule set's file.
  func values(in language: Language) -> JSON {
    let fit: JSON =
      switch self.fit {
      case .pad(let colour): ["pad": .string(colour.code)]
      case .crop(let part): ["crop": .string(part.rawValue)]
      case .refuse: .string("refuse")
      }
    return [
      "bytes": [
        "minimum": .optional(bytes.minimum), "maximum": .optional(bytes.maximum),
        "makeAtLeast": .integer(bytes.made.lowerBound), "makeAtMost": .integer(bytes.made.upperBound),
        "k": .string(bytes.kilobyte.rawValue),
      ],
      "pixels": [
        "width": pixels.width.json, "height": pixels.height.json,
        "longSide": pixels.longSide.json, "shortSide": pixels.shortSide.json,
        "enlarge": .bool(pixels.enlarge),
      ],
      "ratio": ratio.map { ["value": .string($0.text), "tolerance": .number($0.tolerance)] } ?? .null, "fit": fit,
      "dpi": .optional(dpi),
      "formats": .list(formats.map(\.rawValue).sorted().map { .string($0) }),
      "makes": .string(makes.rawValue), "colour": .string(colour.rawValue),
      "background": background.map {
        ["colours": .list($0.colours.map { .string($0.code) }), "tolerance": .integer($0.tolerance)]
      } ?? .null,
      "fileName": ["pattern": .optional(fileName.pattern?.text), "folder": .optional(fileName.folder)],
      "set": [
        "files": PictureRules.Side(minimum: set.minimumFiles, maximum: set.maximumFiles).json,
        "totalBytes": .optional(set.maximumBytes), "onePDF": .bool(set.isOnePDF),
      ],
      "watermark": .string(watermark.rawValue), "notChecked": .list(unjudged.map { .string($0.text(in: language)) }),
    ]
  }
}

import Wording

/// Two rules that no picture can meet together, or a rule that has no effect.
public struct RuleContradiction: Sendable, Hashable {
  /// The key of the rule that it concerns, with the keys above it: `bytes.minimum`.
  public let key: String
  /// What contradicts what, and what to change.
  public let message: Bilingual

  init(_ key: String, _ english: String, _ chinese: String) {
    self.key = key
    message = Bilingual(english, chinese)
  }
}

extension PictureRules {
  /// All contradictions within the rules; empty for rules that can be met.
  public var contradictions: [RuleContradiction] {
    byteContradictions + pixelContradictions + ratioContradictions + fitContradictions + formatContradictions
      + backgroundContradictions + fileContradictions
  }

  private var byteContradictions: [RuleContradiction] {
    var found: [RuleContradiction] = []
    let pairs = [
      ("minimum", bytes.minimum, "maximum", bytes.maximum), ("minimum", bytes.minimum, "makeAtMost", bytes.makeAtMost),
      ("makeAtMost", bytes.makeAtMost, "maximum", bytes.maximum),
      ("makeAtLeast", bytes.makeAtLeast, "maximum", bytes.maximum),
      ("makeAtLeast", bytes.makeAtLeast, "makeAtMost", bytes.makeAtMost),
      ("minimum", bytes.minimum, "makeAtLeast", bytes.makeAtLeast),
    ]
    for (name, lower, above, upper) in pairs {
      // The first says it all: further ones only follow from it.
      guard found.isEmpty, let lower, let upper, lower > upper else { continue }
      found.append(
        RuleContradiction(
          "bytes.\(name)", "`\(name)` (\(lower) bytes) must not exceed `\(above)` (\(upper) bytes).",
          "`\(name)`（\(lower) 字节）不能大于 `\(above)`（\(upper) 字节）。"))
    }
    if bytes.made.upperBound < 2000 {
      found.append(
        RuleContradiction(
          bytes.makeAtMost == nil ? "bytes.maximum" : "bytes.makeAtMost",
          "\(bytes.made.upperBound) bytes are too few for a picture; at least 2000 are needed.",
          "\(bytes.made.upperBound) 字节不足以保存图片，至少需要 2000 字节。"))
    }
    return found
  }

  private var pixelContradictions: [RuleContradiction] {
    var found: [RuleContradiction] = []
    func require(_ lower: Int?, _ key: String, atMost upper: Int?, _ other: String) {
      guard let lower, let upper, lower > upper else { return }
      found.append(
        RuleContradiction(
          "pixels.\(key)", "At least \(lower) pixels (`\(key)`) cannot be met with at most \(upper) (`\(other)`).",
          "`\(key)` 至少 \(lower) 像素，与 `\(other)` 至多 \(upper) 像素矛盾。"))
    }
    let sides = [
      ("width", pixels.width), ("height", pixels.height), ("longSide", pixels.longSide),
      ("shortSide", pixels.shortSide),
    ]
    for (key, side) in sides { require(side.minimum, key, atMost: side.maximum, key) }
    require(pixels.shortSide.minimum, "shortSide", atMost: pixels.longSide.maximum, "longSide")
    for (key, side) in sides.prefix(2) {
      require(pixels.shortSide.minimum, "shortSide", atMost: side.maximum, key)
      require(side.minimum, key, atMost: pixels.longSide.maximum, "longSide")
    }
    if let width = pixels.width.maximum, let height = pixels.height.maximum {
      require(pixels.longSide.minimum, "longSide", atMost: max(width, height), width > height ? "width" : "height")
    }
    if let width = pixels.width.minimum, let height = pixels.height.minimum {
      let key = width < height ? "width" : "height"
      require(min(width, height), key, atMost: pixels.shortSide.maximum, "shortSide")
    }
    if pixels.enlarge, !pixels.hasMinimum {
      found.append(
        RuleContradiction(
          "pixels.enlarge", "`enlarge` has no effect, because no side has a minimum. Leave it out.",
          "各边均未规定最小像素数，`enlarge` 不起作用，请删去。"))
    }
    return found
  }

  private var ratioContradictions: [RuleContradiction] {
    guard let ratio else { return [] }
    guard ratio.width > 0, ratio.height > 0, ratio.value.isFinite, ratio.value > 0, (0...1).contains(ratio.tolerance)
    else {
      return [
        RuleContradiction(
          "ratio", "A ratio needs two positive numbers, such as 3:4, and a tolerance from 0 to 1.",
          "比例应为两个正数，如 3:4；容差应在 0 至 1 之间。")
      ]
    }
    let text = ratio.text
    // The ratios that the limits of width and height leave: half a pixel is allowed on either side.
    let widest = Double(pixels.width.maximum ?? .max) + 0.5
    let narrowest = max(0, Double(pixels.width.minimum ?? 1) - 0.5)
    let tallest = Double(pixels.height.maximum ?? .max) + 0.5
    let flattest = max(0.25, Double(pixels.height.minimum ?? 1) - 0.5)
    guard
      widest / flattest < ratio.value * (1 - ratio.tolerance)
        || narrowest / tallest > ratio.value * (1 + ratio.tolerance)
    else { return [] }
    if let (width, height) = pixels.exact {
      return [
        RuleContradiction(
          "ratio",
          "A picture of \(width) × \(height) pixels does not have the ratio \(text). Leave out one of the two.",
          "\(width) × \(height) 像素的图片比例不是 \(text)，请只保留其中一项。")
      ]
    }
    return [
      RuleContradiction(
        "ratio", "The limits of width and height leave no picture of the ratio \(text).",
        "在规定的宽度和高度范围内，没有比例为 \(text) 的图片。")
    ]
  }

  private var fitContradictions: [RuleContradiction] {
    guard fit != .refuse else { return [] }
    if ratio == nil, !pixels.limitsShape {
      return [
        RuleContradiction(
          "fit", "`fit` has no effect without a `ratio`, or limits of both width and height.",
          "未规定 `ratio`，也未同时限制宽度和高度，`fit` 不起作用。")
      ]
    }
    guard case .pad(let margin) = fit else { return [] }
    var found: [RuleContradiction] = []
    if let background, !background.accepts(margin) {
      found.append(
        RuleContradiction(
          "fit", "Margins of the colour \(margin.code) do not agree with the `background` that is required.",
          "补边颜色 \(margin.code) 与要求的 `background` 背景颜色不符。"))
    }
    if [.grey, .blackAndWhite].contains(colour), !margin.isGrey {
      found.append(
        RuleContradiction(
          "fit", "Margins of the colour \(margin.code) do not agree with `colour: \(colour.rawValue)`.",
          "补边颜色 \(margin.code) 与 `colour: \(colour.rawValue)` 不符。"))
    }
    return found
  }

  private var formatContradictions: [RuleContradiction] {
    if formats.isEmpty {
      return [RuleContradiction("formats", "`formats` needs at least one format.", "`formats` 至少要有一种格式。")]
    }
    var found: [RuleContradiction] = []
    if !PictureFormat.handedOut.contains(makes) {
      found.append(
        RuleContradiction(
          "makes", "Pictures can be made as jpeg or png, not as \(makes.rawValue).",
          "只能生成 jpeg 或 png，不能生成 \(makes.rawValue)。"))
    } else if !formats.contains(makes) {
      found.append(
        RuleContradiction(
          "makes", "Pictures are made as \(makes.rawValue), which `formats` does not accept.",
          "生成的格式 \(makes.rawValue) 不在 `formats` 可接受的格式之内。"))
    }
    if let dpi, !(1...65_535).contains(dpi) {
      found.append(
        RuleContradiction(
          "dpi", "`dpi` must be from 1 to 65535, the most that a JPEG can state.", "`dpi` 应为 1 至 65535。"))
    }
    return found
  }

  private var backgroundContradictions: [RuleContradiction] {
    guard let background else { return [] }
    if background.colours.isEmpty || !(0...255).contains(background.tolerance) {
      return [
        RuleContradiction(
          "background", "`background` needs at least one colour, and a tolerance from 0 to 255.",
          "`background` 至少要有一种颜色，容差应在 0 至 255 之间。")
      ]
    }
    guard [.grey, .blackAndWhite].contains(colour), !background.colours.contains(where: \.isGrey) else { return [] }
    return [
      RuleContradiction(
        "background", "No background of these colours can be in a picture of `colour: \(colour.rawValue)`.",
        "`colour: \(colour.rawValue)` 的图片不可能有这些颜色的背景。")
    ]
  }

  private var fileContradictions: [RuleContradiction] {
    var found: [RuleContradiction] = []
    if let ending = fileName.pattern?.ending {
      if !formats.contains(where: { $0.endings.contains(ending) }) {
        found.append(
          RuleContradiction(
            "fileName.pattern", "The name ends in .\(ending), which is not the ending of an accepted format.",
            "文件名以 .\(ending) 结尾，不是可接受的格式的扩展名。"))
      } else if !makes.endings.contains(ending) {
        found.append(
          RuleContradiction(
            "fileName.pattern", "The name ends in .\(ending), but pictures are made as \(makes.rawValue).",
            "文件名以 .\(ending) 结尾，但图片以 \(makes.rawValue) 格式生成。"))
      }
    }
    if let least = set.minimumFiles, let most = set.maximumFiles, least > most {
      found.append(
        RuleContradiction(
          "set.files", "At least \(least) files cannot be met with at most \(most).",
          "至少 \(least) 个文件与至多 \(most) 个文件矛盾。"))
    }
    if let pattern = fileName.pattern, pattern.fields.isEmpty, set.minimumFiles ?? 0 > 1 {
      found.append(
        RuleContradiction(
          "fileName.pattern",
          "Several files cannot all be called \(pattern.text). Give the name a field, such as {number}.",
          "多个文件不能都叫 \(pattern.text)，请在文件名中加入字段，如 {number}。"))
    }
    if let most = set.maximumBytes, let each = bytes.minimum,
      each.multipliedReportingOverflow(by: max(1, set.minimumFiles ?? 1)).partialValue > most
    {
      found.append(
        RuleContradiction(
          "set.totalBytes", "\(most) bytes in all are fewer than the smallest files that are accepted have together.",
          "总大小 \(most) 字节小于规定的最小文件之和。"))
    }
    return found
  }
}

import ArgumentParser
import ImageKit
import Wording

/// Single rules about a picture's shape, colours and format, which override a rule set for one run.
struct LookOptions: ParsableArguments {
  @Option(
    help: help(
      "The ratio of width to height, such as 3:4; overrides the rules.", "宽高比，如 3:4；优先于规则。", value: "ratio"),
    transform: RatioOption.init)
  var ratio: RatioOption?
  @Option(
    help: help(
      "How a picture of another shape gets the required one: refuse, crop (around the centre), crop:page, pad (white) or "
        + "pad:COLOUR; overrides the rules.",
      "比例不符时：`refuse` 拒绝，`crop` 按中心裁切，`crop:page` 按页面裁切，`pad` 补白边，`pad:blue` 补蓝边；优先于规则。",
      value: "way"),
    transform: FitOption.init)
  var fit: FitOption?
  @Flag(
    inversion: .prefixedNo,
    help: help(
      "Whether a picture with too few pixels is enlarged; overrides the rules.", "像素不足时是否放大；优先于规则。"))
  var enlarge: Bool?
  @Option(help: help("The colours of the pixels; overrides the rules.", "像素颜色；优先于规则。"))
  var colour: PictureRules.Colour?
  @Option(
    help: help(
      "The formats that are accepted, such as jpeg,png. Pictures are made in the first. Overrides the rules.",
      "可接受的格式，如 `jpeg,png`，并以第一种生成图片；优先于规则。", value: "formats"),
    transform: FormatsOption.init)
  var formats: FormatsOption?
  @Option(
    help: help(
      "The colours that a portrait's background may have, such as white or #438EDB,white; overrides the rules.",
      "人像背景可用的颜色，如 `white`、`#438EDB`，可写多种，用逗号分隔；优先于规则。", value: "colours"),
    transform: BackgroundOption.init)
  var background: BackgroundOption?

  /// Whether any of them was given.
  var areGiven: Bool {
    ratio != nil || fit != nil || enlarge != nil || colour != nil || formats != nil || background != nil
  }

  /// Changes rules by what was given.
  func change(_ pictures: inout PictureRules) {
    if let ratio {
      // The tolerance is the portal's.
      let tolerance = pictures.ratio?.tolerance ?? ratio.ratio.tolerance
      pictures.ratio = ratio.ratio
      pictures.ratio?.tolerance = tolerance
    }
    if let fit { pictures.fit = fit.fit }
    if let enlarge { pictures.pixels.enlarge = enlarge }
    if let formats { (pictures.formats, pictures.makes) = (Set(formats.formats), formats.formats[0]) }
    if let colour {
      let makes = pictures.makes
      pictures.require(colour)
      if formats != nil { pictures.makes = makes }
    }
    if let background {
      let tolerance = pictures.background?.tolerance ?? 40
      pictures.background = PictureRules.Background(colours: background.colours, tolerance: tolerance)
    }
  }
}

/// A ratio as written: `3:4`.
struct RatioOption: Sendable {
  let ratio: PictureRules.Ratio

  init(_ text: String) throws {
    guard let ratio = PictureRules.Ratio(text) else {
      throw usage("Write a ratio of width to height, such as 3:4.", "请写宽高比，如 3:4。")
    }
    self.ratio = ratio
  }
}

/// A way to another shape as written: `refuse`, `crop`, `crop:page`, `pad`, `pad:blue`.
struct FitOption: Sendable {
  let fit: PictureRules.Fit

  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let detail = parts.count == 2 ? parts[1] : nil
    switch (parts[0], detail) {
    case ("refuse", nil): fit = .refuse
    case ("crop", nil), ("crop", "centre"): fit = .crop(.centre)
    case ("crop", "page"): fit = .crop(.page)
    case ("pad", nil): fit = .pad(.white)
    case ("pad", let colour?): fit = .pad(try RGBColour(option: colour))
    default:
      throw usage(
        "Write refuse, crop, crop:page, pad or pad:COLOUR.", "请写 `refuse`、`crop`、`crop:page`、`pad`，或补边颜色，如 `pad:blue`。")
    }
  }
}

/// Formats as written: `jpeg,png`.
struct FormatsOption: Sendable {
  /// The formats, at least one.
  let formats: [PictureFormat]

  init(_ text: String) throws {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { $0 == "jpg" ? "jpeg" : String($0) }
    let formats = names.compactMap(PictureFormat.init(rawValue:))
    guard formats.count == names.count else {
      let known = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw usage("Write formats with commas between them: \(known).", "请写格式，用逗号分隔：`\(known)`。")
    }
    self.formats = formats
  }
}

/// Colours as written: `white,#438EDB`.
struct BackgroundOption: Sendable {
  /// The colours, at least one.
  let colours: [RGBColour]

  init(_ text: String) throws {
    colours = try text.split(separator: ",", omittingEmptySubsequences: false).map { try RGBColour(option: String($0)) }
  }
}

extension RGBColour {
  /// A colour by its name or code.
  fileprivate init(option text: String) throws {
    guard let colour = RGBColour(text) else {
      let names = RGBColour.named.keys.sorted().joined(separator: ", ")
      throw usage("Write a colour such as #438EDB, or one of \(names).", "请写颜色代码，如 `#438EDB`，或名称：`\(names)`。")
    }
    self = colour
  }
}

extension PictureRules.Colour: ExpressibleByArgument {}

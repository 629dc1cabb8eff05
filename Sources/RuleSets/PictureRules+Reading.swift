import ImageKit
import Wording

extension PictureRules {
  private static let fileBytes = 1...100_000_000
  private static let sidePixels = 1...20_000

  /// Reads rules from the members of a mapping. A member that is absent leaves the rule as it is, so that rules can
  /// extend others. Rules that contradict each other are reported at the line of one of them.
  package mutating func read(_ part: YAMLMapping) {
    let before = part.mistakeCount
    if let part = part.mapping("bytes") { bytes.read(part) }
    if let part = part.mapping("pixels") { pixels.read(part) }
    readShape(part)
    if part.node("dpi") != nil { dpi = part.number("dpi", in: 1...65_535) }
    if part.node("formats") != nil { formats = Set(part.choices("formats")) }
    if part.node("colour") != nil { require(part.choice("colour")) }
    if part.node("makes") != nil { makes = part.choice("makes") }
    if let part = part.mapping("background") { background = Background(part) }
    if let part = part.mapping("fileName") { fileName.read(part) }
    if let part = part.mapping("set") { set.read(part) }
    if part.node("watermark") != nil { watermark = part.choice("watermark") }
    if part.node("notChecked") != nil { notChecked = part.mappings("notChecked").map(Bilingual.init) }
    guard part.mistakeCount == before else { return }
    for contradiction in contradictions { part.mistake(atPath: contradiction.key, contradiction.message) }
  }

  private mutating func readShape(_ part: YAMLMapping) {
    if case .mapping? = part.node("ratio"), let inner = part.mapping("ratio") {
      ratio = Ratio(inner, "value", tolerance: inner.decimal("tolerance", in: 0...1, default: 0.01))
      inner.finish()
    } else if part.node("ratio") != nil {
      ratio = Ratio(part, "ratio", tolerance: 0.01)
    }
    if case .mapping? = part.node("fit"), let inner = part.mapping("fit") {
      fit = Fit(inner)
    } else if part.node("fit") != nil {
      if part.text("fit") != "refuse" {
        part.mistake(
          at: "fit", "`fit` must be refuse, {pad: COLOUR}, {crop: centre} or {crop: page}.",
          "`fit` 应为 refuse、{pad: 颜色}、{crop: centre} 或 {crop: page}。")
      }
      fit = .refuse
    }
  }

  fileprivate static func size(_ part: YAMLMapping, _ key: String, kilobyte: Int) -> Int? {
    part.node(key) == nil ? nil : part.size(key, in: fileBytes, kilobyte: kilobyte)
  }

  /// A number of pixels, or a minimum and maximum.
  fileprivate static func side(_ part: YAMLMapping, _ key: String, _ side: inout Side) {
    if case .mapping? = part.node(key), let inner = part.mapping(key) {
      side = Side()
      if inner.node("minimum") != nil { side.minimum = inner.number("minimum", in: sidePixels) }
      if inner.node("maximum") != nil { side.maximum = inner.number("maximum", in: sidePixels) }
      inner.finish()
    } else if part.node(key) != nil {
      side = .exactly(part.number(key, in: sidePixels))
    }
  }

  /// A colour by name or code; nil with a mistake for another text.
  fileprivate static func colour(_ text: String, _ part: YAMLMapping, _ key: String) -> RGBColour? {
    if let colour = RGBColour(text) { return colour }
    let names = Bilingual.list(RGBColour.named.keys.sorted())
    part.mistake(
      at: key, "`\(key)` takes colours such as \"#438EDB\", or a name: \(names.english).",
      "`\(key)` 应为 \"#438EDB\" 这样的颜色，或以下名称：\(names.chinese)。")
    return nil
  }
}

extension PictureRules.Bytes {
  /// Where the portal does not say what a kilobyte is, limits are read generously for what is accepted, and strictly for
  /// what is made.
  fileprivate mutating func read(_ part: YAMLMapping) {
    let before = self
    kilobyte = part.choice("k", default: kilobyte)
    let (small, large) =
      switch kilobyte {
      case .thousand: (1000, 1000)
      case .binary: (1024, 1024)
      case .either: (1000, 1024)
      }
    let least = PictureRules.size(part, "minimum", kilobyte: small)
    if let least {
      minimum = least
      makeAtLeast = part.areSound("minimum") ? part.otherSize("minimum", kilobyte: large, than: least) : nil
    }
    let most = PictureRules.size(part, "maximum", kilobyte: large)
    if let most {
      maximum = most
      makeAtMost = part.areSound("maximum") ? part.otherSize("maximum", kilobyte: small, than: most) : nil
    }
    makeAtLeast = PictureRules.size(part, "makeAtLeast", kilobyte: large) ?? makeAtLeast
    makeAtMost = PictureRules.size(part, "makeAtMost", kilobyte: small) ?? makeAtMost
    // Inherited sizes to make give way to new limits.
    if least != nil || most != nil {
      if let made = makeAtLeast, made == before.makeAtLeast, made > maximum ?? .max { makeAtLeast = nil }
      if let made = makeAtMost, made == before.makeAtMost, made < minimum ?? 0 { makeAtMost = nil }
    }
    part.finish()
  }
}

extension PictureRules.Pixels {
  fileprivate mutating func read(_ part: YAMLMapping) {
    PictureRules.side(part, "width", &width)
    PictureRules.side(part, "height", &height)
    PictureRules.side(part, "longSide", &longSide)
    PictureRules.side(part, "shortSide", &shortSide)
    enlarge = part.flag("enlarge", default: enlarge)
    part.finish()
  }
}

extension PictureRules.Ratio {
  /// The ratio in a text such as `3:4`. YAML readers may take one without quotes for a number of base 60.
  fileprivate init(_ part: YAMLMapping, _ key: String, tolerance: Double) {
    if let ratio = Self(part.text(key), tolerance: tolerance) {
      self = ratio
      return
    }
    if part.areSound(key) {
      part.mistake(
        at: key, "`\(key)` must be a ratio of width to height in quotes, such as \"3:4\".",
        "`\(key)` 应为加引号的宽高比，如 \"3:4\"。")
    }
    self.init(width: 1, height: 1, tolerance: tolerance)
  }
}

extension PictureRules.Fit {
  fileprivate init(_ part: YAMLMapping) {
    self = .refuse
    let (pad, crop) = (part.node("pad"), part.node("crop"))
    if pad != nil, crop == nil {
      self = .pad(PictureRules.colour(part.text("pad"), part, "pad") ?? .white)
    } else if crop != nil, pad == nil {
      self = .crop(part.choice("crop"))
    } else {
      part.mistake(at: pad == nil ? "" : "pad", "`fit` takes either `pad` or `crop`.", "`fit` 应为 `pad` 或 `crop` 之一。")
    }
    part.finish()
  }
}

extension PictureRules.Background {
  fileprivate init(_ part: YAMLMapping) {
    let colours = part.texts("colours").compactMap { PictureRules.colour($0, part, "colours") }
    self.init(colours: colours, tolerance: part.number("tolerance", in: 0...255, default: 40))
    if part.areSound("colours"), colours.isEmpty {
      part.mistake(at: "colours", "`colours` needs at least one colour.", "`colours` 至少要有一种颜色。")
    }
    part.finish()
  }
}

extension PictureRules.FileName {
  fileprivate mutating func read(_ part: YAMLMapping) {
    if let text = part.optionalText("pattern") {
      do {
        pattern = try NameTemplate(text)
      } catch {
        if part.areSound("pattern") {
          let words = error.explanation
          part.mistake(at: "pattern", "`pattern`: \(words.english)", "`pattern`：\(words.chinese)")
        }
      }
    }
    if let text = part.optionalText("folder") {
      folder = text
      if part.areSound("folder"), text == "." || text == ".." || text.contains(where: NameTemplate.isUnsafe) {
        part.mistake(at: "folder", "`folder` takes the name of one folder.", "`folder` 应为一个文件夹的名称。")
      }
    }
    part.finish()
  }
}

extension PictureRules.WholeSet {
  fileprivate mutating func read(_ part: YAMLMapping) {
    if case .mapping? = part.node("files"), let inner = part.mapping("files") {
      minimumFiles = inner.node("minimum") == nil ? nil : inner.number("minimum", in: 1...1000)
      maximumFiles = inner.node("maximum") == nil ? nil : inner.number("maximum", in: 1...1000)
      inner.finish()
    } else if part.node("files") != nil {
      minimumFiles = part.number("files", in: 1...1000)
      maximumFiles = minimumFiles
    }
    if part.node("totalBytes") != nil { maximumBytes = part.size("totalBytes", in: 1...10_000_000_000) }
    isOnePDF = part.flag("onePDF", default: isOnePDF)
    part.finish()
  }
}

extension Bilingual {
  /// A sentence in both languages, `{en: …, zh: …}`.
  package init(_ part: YAMLMapping) {
    self.init(part.text("en"), part.text("zh"))
    part.finish()
  }
}

import Wording

/// Which part of a picture is kept, and at which sizes, so that the result has the pixels that rules require.
///
/// The result's canvas has one shape at every scale. Without padding the kept part fills it.
struct FittedShape: Equatable {
  /// The part of the picture that is kept, in its pixels.
  var kept: (x: Int, y: Int, width: Int, height: Int)
  /// The colour of the margins; nil if the kept part fills the canvas.
  var margin: RGBColour?
  /// The scales of the kept part that the rules accept.
  var scales: ClosedRange<Double>
  /// The canvas at a scale of 1.
  private var base: (width: Double, height: Double)
  /// The accepted widths and heights of the canvas.
  private var limits: Limits

  /// Whether only one size is accepted.
  var isExact: Bool { scales.lowerBound == scales.upperBound }

  static func == (a: FittedShape, b: FittedShape) -> Bool {
    a.kept == b.kept && a.margin == b.margin && a.scales == b.scales && a.base == b.base
  }

  /// The most pixels of a side: a JPEG has at most 65,535, and libjpeg allows 65,500.
  static let mostPixels = 65_500

  /// The widths and heights that rules accept for pictures that are wider than high, or not.
  private struct Limits {
    var width: ClosedRange<Int>
    var height: ClosedRange<Int>

    init?(_ pixels: PictureRules.Pixels, isWide: Bool) {
      let across = isWide ? pixels.longSide : pixels.shortSide
      let down = isWide ? pixels.shortSide : pixels.longSide
      func range(_ a: PictureRules.Side, _ b: PictureRules.Side) -> ClosedRange<Int>? {
        let least = max(1, a.minimum ?? 1, b.minimum ?? 1)
        let most = min(FittedShape.mostPixels, a.maximum ?? .max, b.maximum ?? .max)
        return least <= most ? least...most : nil
      }
      guard let width = range(pixels.width, across), let height = range(pixels.height, down) else { return nil }
      (self.width, self.height) = (width, height)
    }

    /// The ratios of width to height within the limits.
    var ratios: ClosedRange<Double> {
      Double(width.lowerBound) / Double(height.upperBound)...Double(width.upperBound) / Double(height.lowerBound)
    }
  }

  /// The shape for a picture of a size.
  ///
  /// - Parameter maxSide: The longest side that the caller wants, or nil.
  init(width: Int, height: Int, rules: PictureRules, maxSide: Int? = nil) throws(FittingError) {
    let own = Double(width) / Double(height)
    var ratio = own
    if let wanted = rules.ratio, !wanted.accepts(width: width, height: height) { ratio = wanted.value }
    guard
      let limits = Limits(rules.pixels, isWide: ratio >= 1) ?? Limits(rules.pixels, isWide: ratio < 1)
    else {
      throw .contradiction(rules.contradictions.first?.message ?? Self.noSize)
    }
    ratio = min(limits.ratios.upperBound, max(limits.ratios.lowerBound, ratio))
    self.limits = limits
    kept = (0, 0, width, height)
    base = (Double(width), Double(height))
    if !Self.isAlmost(ratio, width: width, height: height, limits) {
      switch rules.fit {
      case .refuse: throw .wrongShape(width: width, height: height, wanted: rules.wantedShape)
      case .crop:
        let isTooWide = own > ratio
        let keptWidth = isTooWide ? max(1, Int((Double(height) * ratio).rounded())) : width
        let keptHeight = isTooWide ? height : max(1, Int((Double(width) / ratio).rounded()))
        kept = ((width - keptWidth) / 2, (height - keptHeight) / 2, min(width, keptWidth), min(height, keptHeight))
        base = (Double(kept.width), Double(kept.height))
      case .pad(let colour):
        margin = colour
        base = own > ratio ? (Double(width), Double(width) / ratio) : (Double(height) * ratio, Double(height))
      }
    }
    let (wide, high) = (Int(base.width.rounded()), Int(base.height.rounded()))
    let least = max(Double(limits.width.lowerBound) / base.width, Double(limits.height.lowerBound) / base.height)
    var most = min(Double(limits.width.upperBound) / base.width, Double(limits.height.upperBound) / base.height)
    if let maxSide { most = min(most, Double(max(1, maxSide)) / max(base.width, base.height)) }
    if limits.width.lowerBound > wide || limits.height.lowerBound > high {
      guard rules.pixels.enlarge else {
        throw .tooFewPixels(
          width: wide, height: high,
          neededWidth: max(limits.width.lowerBound, Int((base.width * least).rounded())),
          neededHeight: max(limits.height.lowerBound, Int((base.height * least).rounded())))
      }
      most = min(most, least)
    } else {
      most = min(most, max(1, least))
    }
    // Of a single size, rounding may leave the least scale a little above the largest.
    let isSingle = limits.width.count == 1 && limits.height.count == 1
    scales = isSingle || most < least ? min(most, least)...min(most, least) : least...most
  }

  /// The canvas, and the size of the kept part on it, at one of ``scales``.
  func size(at scale: Double) -> (canvas: (width: Int, height: Int), content: (width: Int, height: Int)) {
    func side(_ length: Double, _ range: ClosedRange<Int>) -> Int {
      min(range.upperBound, max(range.lowerBound, Int((length * scale).rounded())))
    }
    let canvas = (width: side(base.width, limits.width), height: side(base.height, limits.height))
    guard margin != nil else { return (canvas, canvas) }
    func part(_ length: Int, of side: Int) -> Int { max(1, min(side, Int((Double(length) * scale).rounded()))) }
    return (canvas, (part(kept.width, of: canvas.width), part(kept.height, of: canvas.height)))
  }

  /// Whether a picture has a ratio when its sides are rounded to whole pixels of the result.
  private static func isAlmost(_ ratio: Double, width: Int, height: Int, _ limits: Limits) -> Bool {
    let own = Double(width) / Double(height)
    if own == ratio { return true }
    // The result's sides, if the limits give a single size; else those of the picture itself.
    let exactWidth = limits.width.count == 1 ? limits.width.lowerBound : width
    let exactHeight = limits.height.count == 1 ? limits.height.lowerBound : height
    let wide = min(width, exactWidth)
    let high = min(height, exactHeight)
    return abs(Double(wide) / own - Double(wide) / ratio) < 1 && abs(Double(high) * own - Double(high) * ratio) < 1
  }

  private static let noSize = Bilingual(
    "No size meets the rules for pixels. Check them for contradictions.", "没有任何尺寸能满足像素规则，请检查规则是否矛盾。")
}

extension PictureRules {
  /// The required shape in figures, the same in both languages: `295 × 413`, `3:4`.
  var wantedShape: String {
    if let exact = pixels.exact { return "\(exact.width) × \(exact.height)" }
    var parts: [String] = []
    if let ratio { parts.append(ratio.text) }
    if pixels.limitsShape { parts.append("\(pixels.width.figures) × \(pixels.height.figures)") }
    return parts.isEmpty ? "\(pixels.shortSide.figures) / \(pixels.longSide.figures)" : parts.joined(separator: ", ")
  }
}

extension PictureRules.Side {
  /// The limits in figures: `150–300`, `≥ 1020`.
  var figures: String {
    switch (minimum, maximum) {
    case (nil, nil): "1–"
    case (let least?, nil): "≥ \(least)"
    case (nil, let most?): "≤ \(most)"
    case (let least?, let most?): least == most ? "\(least)" : "\(least)–\(most)"
    }
  }
}

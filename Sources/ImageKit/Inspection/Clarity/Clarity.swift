import Foundation

/// How well a picture of a page can be read: sharpness, size of its text, light.
///
/// What matters of a blur is its size beside the text's: the same blur leaves large print readable and small print not. So
/// both are measured where the text is, in ems. Where no text is found, the steepness of edges is used instead.
public struct Clarity: Sendable, Hashable {
  /// The text's em in pixels of the picture as stored, the median over the patches with text; nil without text.
  public let textHeight: Double?
  /// The blur's standard deviation in ems, the median over the patches with text; nil without text.
  public let blur: Double?
  /// How soft the text is: the width over which its edges gain their contrast, beside the distance of its strokes. The
  /// median over the patches with text, nil without text.
  public let softness: Double?
  /// The share of an edge's contrast gained from one pixel to the next at a long side of 1,000 pixels; nil without edges.
  public let edgeSlope: Double?
  /// How many strokes the text has along an em, 5 of Latin letters to 7.5 of Chinese characters; nil without text.
  public let strokesPerEm: Double?
  /// The slope of edges in whichever direction they are steepest; nil without edges.
  let steepestSlope: Double?
  /// Where no page of text was found: whether some patches may hold text, or many almost surely do.
  let traceOfText: Trace
  /// The share of the picture, 0…1, that holds any contrast.
  public let detail: Double
  /// The paper's luma, 0…255.
  public let paper: Double
  /// The ink's luma, 0…255; nil without text.
  public let ink: Double?
  /// The share of the text's area, 0…1, that glare has saturated.
  public let glare: Double
  /// The share of the worst side of the picture, 0…1, along which text runs out of it.
  public let cutText: Double

  /// Measures the luma of a picture, best with a long side between 1,200 and 2,400 pixels.
  ///
  /// - Parameters:
  ///   - luma: The plane.
  ///   - reduction: How many pixels of the picture, a side, make one of the plane.
  public init(of luma: Plane, reduction: Double = 1) {
    self.init(of: luma, TextSurvey(of: luma), reduction: reduction)
  }

  /// Measures a plane that was surveyed already.
  ///
  /// - Parameter enlarged: A survey of the plane at twice its size, where no page of text was found in the plane itself.
  init(of luma: Plane, _ survey: TextSurvey, reduction: Double, enlarged: TextSurvey? = nil) {
    let text = survey.page
    func median(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.sorted()[values.count / 2] }
    func height(_ patch: TextSurvey.Patch) -> Double { Double(patch.answer.em) * Double(patch.reduction) * reduction }
    textHeight = median(text.map(height)) ?? enlarged.flatMap { median($0.page.map { height($0) / 2 }) }
    blur = median(text.map { Double($0.answer.blur) })
    let strokes = Self.strokesPerEm(survey)
    softness = strokes.flatMap { Self.softness(of: luma, survey, strokesPerEm: $0) }
    strokesPerEm = strokes ?? enlarged.flatMap(Self.strokesPerEm)
    traceOfText =
      survey.patches.count(where: \.surelyShowsText) >= 12 ? .strong : survey.text.count >= 3 ? .faint : .none
    let slope = EdgeSlope(of: luma)
    edgeSlope = slope.value
    steepestSlope = slope.steepest
    detail = slope.tilesWithContrast
    let light = TextLight(of: luma, survey)
    paper = light.paper
    ink = light.ink
    glare = light.glare
    cutText = TextAtBorder(survey, contrast: light.ink.map { light.paper - $0 } ?? 0).share
  }
}

extension Clarity {
  /// How sharp the picture is, 0…100; below 50 much of its text cannot be read. Nil where there are no edges to judge by.
  ///
  /// Where there is text, its softness tells: of 117 photos of pages, sharp or blurred by known amounts, this and the other
  /// warnings refuse 4 of the 38 of which character recognition still reads four fifths, and pass 3 of the 79 others; of 130
  /// on which nothing was tuned 7 of 42, and 7 of 88. Without text the slope of edges has to do, which tells less. In what
  /// may be a page every direction counts, for the hand may have moved along any, unless all else is sharp; what may be
  /// anything is called blurred only when hardly anything in it is sharp.
  public var sharpness: Int? {
    if let softness {
      return Self.score(log(softness), best: log(0.5), worst: log(Self.mostSoftness * Self.mostSoftness / 0.5))
    }
    guard let edgeSlope, let steepestSlope, edgeSlope > 0 else { return nil }
    // Softer by both measures than any of several hundred ordinary photos, and sharp in no direction: a blur so strong that no
    // letters are found.
    let byBoth =
      steepestSlope < 0.25 ? Self.score((edgeSlope * steepestSlope).squareRoot(), best: 0.322, worst: 0) : 100
    switch traceOfText {
    case .none: return min(byBoth, Self.score(steepestSlope, best: 0.4, worst: 0))
    case .faint:
      return min(
        byBoth, max(Self.score(edgeSlope, best: 0.26, worst: 0), Self.score(steepestSlope, best: 0.6, worst: 0)))
    case .strong:
      return max(Self.score(edgeSlope, best: 0.32, worst: 0), Self.score(steepestSlope, best: 0.6, worst: 0))
    }
  }

  /// Whether some edges are as steep as pixels allow: then what is soft was not blurred after the picture got its size.
  var hasSharpEdges: Bool { steepestSlope.map { $0 >= 0.3 } ?? false }

  /// Signs of text where no page of text was found.
  enum Trace { case none, faint, strong }

  /// Along an em Latin letters have about so many strokes,
  private static let latinStrokes = 5.0
  /// and Chinese characters so many. A blur that Latin letters survive closes what is open in a character of their size.
  private static let chineseStrokes = 7.5
  /// Edges as wide as the distance between strokes merge neighbouring strokes.
  private static let mostSoftness = 0.975

  /// Between the two numbers as the patches with text are between the two scripts; digits among Chinese are taken for Latin.
  private static func strokesPerEm(_ survey: TextSurvey) -> Double? {
    let text = survey.page
    guard !text.isEmpty else { return nil }
    let dense = Double(text.count { $0.answer.density > 0.5 }) / Double(text.count)
    return latinStrokes + (chineseStrokes - latinStrokes) * min(1, max(0, (dense - 0.2) / 0.3))
  }

  /// The fewest patches with sure text for the picture to count as a page.
  private static let fewestPatches = 5

  private static func softness(of luma: Plane, _ survey: TextSurvey, strokesPerEm: Double) -> Double? {
    guard survey.page.count >= fewestPatches else { return nil }
    let widths = survey.text.map { patch in
      // An edge blurred by a Gaussian gains its contrast over √2π of its standard deviations at the steepest. That width in
      // ems is told by the network and by the edges themselves, where a blur has left any; neither is sure.
      let told = patch.answer.blur * 2.507
      let em = patch.answer.em * Float(patch.reduction)
      let seen = EdgeSlope.within(patch, of: luma).map { 1 / $0 / em } ?? told
      return (told * seen).squareRoot()
    }.sorted()
    return Double(widths[widths.count / 2]) * strokesPerEm
  }

  /// How well ink stands out from paper, 0…100. Nil without text.
  public var contrast: Int? {
    ink.map { Self.score($0 / max(1, paper), best: 0.3, worst: 1) }
  }

  /// How well lit the paper is, 0…100.
  public var brightness: Int {
    Self.score(paper, best: 160, worst: 0)
  }

  /// 100 for `best` and what is better, 0 for `worst` and what is worse, and a straight line between.
  static func score(_ value: Double, best: Double, worst: Double) -> Int {
    Int((100 * min(1, max(0, (value - worst) / (best - worst)))).rounded())
  }
}

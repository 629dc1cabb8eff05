import Foundation

/// How well a picture of a page can be read: sharpness, size of its text, light.
///
/// The same blur leaves large print readable and small print not, so a blur is measured in ems of the text. Where no
/// text is found, the steepness of edges is used instead.
public struct Clarity: Sendable, Hashable {
  /// The text's em in pixels of the picture as stored, the median over the patches with text; nil without text.
  public let textHeight: Double?
  /// The blur's standard deviation in ems, the median over the patches with text; nil without text.
  public let blur: Double?
  /// How soft the text is: the width of its edges divided by the distance between its strokes. The median over the
  /// patches with text; nil without text.
  public let softness: Double?
  /// The share of an edge's contrast gained from one pixel to the next at a long side of 1,000 pixels; nil without
  /// edges.
  public let edgeSlope: Double?
  /// Strokes along an em of the text, from 5 for Latin letters to 7.5 for Chinese characters; nil without text.
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
  ///   - reduction: The picture's side length divided by the plane's.
  public init(of luma: Plane, reduction: Double = 1) {
    self.init(of: luma, TextSurvey(of: luma), reduction: reduction)
  }

  /// Measures a plane that was surveyed already.
  ///
  /// - Parameter enlarged: A survey of the plane at twice its size, where no page of text was found in the plane
  ///   itself.
  init(of luma: Plane, _ survey: TextSurvey, reduction: Double, enlarged: TextSurvey? = nil) {
    let text = survey.page
    func median(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.sorted()[values.count / 2] }
    let size = TextSize(survey, reduction: reduction, enlarged: enlarged)
    textHeight = size?.height
    strokesPerEm = size?.strokesPerEm
    blur = median(text.map { Double($0.answer.blur) })
    softness = TextSize.strokesPerEm(survey).flatMap { Self.softness(of: luma, survey, strokesPerEm: $0) }
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
  /// The size of the text; nil without text.
  var textSize: TextSize? {
    guard let textHeight, let strokesPerEm else { return nil }
    return TextSize(height: textHeight, strokesPerEm: strokesPerEm)
  }

  /// How sharp the picture is, 0…100; below 50 much of its text cannot be read. Nil where there are no edges to judge
  /// by.
  ///
  /// With text, it follows from the text's softness. On 117 photos of pages, sharp or blurred by known amounts, this
  /// and the other warnings reject 4 of the 38 pages of which character recognition still reads four fifths, and accept
  /// 3 of the 79 others; on 130 pages that were not used for tuning, they reject 7 of 42 and accept 7 of 88. Without
  /// text, it follows from the slope of edges, which is less reliable. If the picture may be a page, the softest
  /// direction counts, because a hand may shake in any direction; otherwise the picture is called blurred only if
  /// hardly any of its edges are sharp.
  public var sharpness: Int? {
    if let softness {
      return Self.score(log(softness), best: log(0.5), worst: log(Self.mostSoftness * Self.mostSoftness / 0.5))
    }
    guard let edgeSlope, let steepestSlope, edgeSlope > 0 else { return nil }
    // Softer by both measures than each of several hundred ordinary photos, and sharp in no direction: so blurred that
    // no letters are found.
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

  /// Whether some edges are as steep as pixels allow. Then the picture was not blurred after it got its present size.
  var hasSharpEdges: Bool { steepestSlope.map { $0 >= 0.3 } ?? false }

  /// Signs of text where no page of text was found.
  enum Trace { case none, faint, strong }

  /// The softness at which a page can just be read. At 1, neighbouring strokes merge.
  private static let mostSoftness = 0.975

  /// The fewest patches with sure text for the picture to count as a page.
  private static let fewestPatches = 5

  private static func softness(of luma: Plane, _ survey: TextSurvey, strokesPerEm: Double) -> Double? {
    guard survey.page.count >= fewestPatches else { return nil }
    let widths = survey.text.map { patch in
      // The width of an edge that is blurred by a Gaussian, its contrast divided by its steepest slope, is √2π standard
      // deviations. The network and the edges themselves, if the blur has left any, each give an estimate of it in ems.
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

  /// 100 for `best` or better, 0 for `worst` or worse, linear between.
  static func score(_ value: Double, best: Double, worst: Double) -> Int {
    Int((100 * min(1, max(0, (value - worst) / (best - worst)))).rounded())
  }
}

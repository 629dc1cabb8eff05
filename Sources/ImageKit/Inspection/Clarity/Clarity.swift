import Foundation

/// How well a picture of a page can be read: sharpness, size of its text, light.
///
/// What matters of a blur is its size beside the text's: the same blur leaves large print readable and small print not. So
/// both are measured where the text is, in ems. Where no text is found, the steepness of edges has to do.
public struct Clarity: Sendable, Hashable {
  /// The text's em in pixels of the picture as stored, the median over the patches with text; nil without text.
  public let textHeight: Double?
  /// The blur's standard deviation in ems, the median over the patches with text; nil without text.
  public let blur: Double?
  /// How soft the text is: the width over which its edges gain their contrast, beside its size and the blur that the network
  /// sees. The median over the patches with text, nil without text.
  public let softness: Double?
  /// The share of an edge's contrast gained from one pixel to the next at a long side of 1,000 pixels; nil without edges.
  public let edgeSlope: Double?
  /// Whether there are a few places that may hold text, too few to measure it.
  let hasTraceOfText: Bool
  /// The share of the picture, 0…1, that holds any contrast.
  public let detail: Double
  /// The paper's luma, 0…255.
  public let paper: Double
  /// The ink's luma, 0…255; nil without text.
  public let ink: Double?
  /// The share of the text's area, 0…1, that is blinded by light.
  public let glare: Double
  /// The share of the side of the picture that is worst off, 0…1, along which text runs out of the picture.
  public let cutText: Double

  /// Measures the luma of a picture, best with a long side between 1,200 and 2,400 pixels.
  ///
  /// - Parameter reduction: How many pixels of the picture, a side, make one of the plane.
  public init(of luma: Plane, reduction: Double = 1) {
    self.init(of: luma, TextSurvey(of: luma), reduction: reduction)
  }

  /// Measures a plane that was surveyed already.
  init(of luma: Plane, _ survey: TextSurvey, reduction: Double) {
    let text = survey.page
    func median(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.sorted()[values.count / 2] }
    textHeight = median(text.map { Double($0.answer.em) * Double($0.reduction) * reduction })
    blur = median(text.map { Double($0.answer.blur) })
    softness = Self.softness(of: luma, survey)
    hasTraceOfText = survey.text.count >= 3
    let slope = EdgeSlope(of: luma)
    edgeSlope = slope.value
    detail = slope.tilesWithContrast
    let light = TextLight(of: luma, survey)
    paper = light.paper
    ink = light.ink
    glare = light.glare
    cutText = TextAtBorder(survey).share
  }
}

extension Clarity {
  /// How sharp the picture is, 0…100; below 50 much of its text cannot be read. Nil where there are no edges to judge by.
  ///
  /// Where there is text, its softness tells. Of 95 photos of pages blurred by known amounts, 0.84 parts those of which
  /// character recognition still reads four fifths from the others with 4 readable ones refused and 5 others passed, and no
  /// photo as it came from its phone is above 0.61. Without text the slope of edges has to do, which tells less: what may
  /// be anything is called blurred only when hardly anything in it is sharp.
  public var sharpness: Int? {
    if let softness { return Self.score(log(softness), best: log(0.45), worst: log(0.84 * 0.84 / 0.45)) }
    guard let edgeSlope, edgeSlope > 0 else { return nil }
    return Self.score(edgeSlope, best: hasTraceOfText ? 0.26 : 0.22, worst: 0)
  }

  /// Fewer patches that surely show text than this may be anything.
  private static let fewestPatches = 5

  private static func softness(of luma: Plane, _ survey: TextSurvey) -> Double? {
    guard survey.page.count >= fewestPatches else { return nil }
    let softnesses = survey.text.map { patch in
      // Where a blur has left no edge, the network's word has to do.
      let em = patch.answer.em * Float(patch.reduction)
      let width = EdgeSlope.within(patch, of: luma).map { 1 / $0 } ?? patch.answer.blur * em * 2.5
      return width * pow(patch.answer.blur / (em * em), 0.2)
    }.sorted()
    return Double(softnesses[softnesses.count / 2])
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

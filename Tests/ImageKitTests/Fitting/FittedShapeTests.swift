import Testing

@testable import ImageKit

@Suite("The shape of a picture that meets rules") struct FittedShapeTests {
  private static func rules(_ change: (inout PictureRules) -> Void) -> PictureRules {
    var rules = PictureRules()
    change(&rules)
    return rules
  }

  private static func exactly(_ width: Int, _ height: Int, _ fit: PictureRules.Fit = .refuse) -> PictureRules {
    rules {
      $0.pixels.width = .exactly(width)
      $0.pixels.height = .exactly(height)
      $0.fit = fit
    }
  }

  @Test("Without rules for pixels, the whole picture is kept at any size up to its own") func free() throws {
    let shape = try FittedShape(width: 640, height: 480, rules: PictureRules())
    #expect(shape.kept == (0, 0, 640, 480))
    #expect(shape.scales.upperBound == 1)
    #expect(shape.size(at: 0.5).canvas == (320, 240))
    let small = try FittedShape(width: 640, height: 480, rules: PictureRules(), maxSide: 320)
    #expect(small.scales.upperBound == 0.5)
  }

  @Test("A picture of another shape is cropped at its centre", arguments: [(1000, 1000), (3000, 1000), (700, 1400)])
  func crop(width: Int, height: Int) throws {
    let shape = try FittedShape(width: width, height: height, rules: Self.exactly(295, 413, .crop(.centre)))
    let kept = shape.kept
    #expect(abs(kept.x - (width - kept.width - kept.x)) <= 1)
    #expect(abs(kept.y - (height - kept.height - kept.y)) <= 1)
    #expect(kept.width == width || kept.height == height)
    #expect(abs(Double(kept.width) / Double(kept.height) - 295.0 / 413) < 0.002)
    #expect(shape.size(at: shape.scales.lowerBound).canvas == (295, 413))
  }

  @Test("With padding, the whole picture lies on a canvas of the required size") func pad() throws {
    let shape = try FittedShape(width: 1000, height: 500, rules: Self.exactly(300, 400, .pad(.white)))
    #expect(shape.kept == (0, 0, 1000, 500))
    #expect(shape.margin == .white)
    let size = shape.size(at: shape.scales.lowerBound)
    #expect(size.canvas == (300, 400))
    #expect(size.content == (300, 150))
  }

  @Test("A picture of another shape is refused with the figures where rules do not say how to change it")
  func refuse() {
    #expect(throws: FittingError.wrongShape(width: 1000, height: 1000, wanted: "295 × 413")) {
      try FittedShape(width: 1000, height: 1000, rules: Self.exactly(295, 413))
    }
    let ratio = Self.rules { $0.ratio = PictureRules.Ratio(width: 3, height: 4) }
    #expect(throws: FittingError.wrongShape(width: 1000, height: 1000, wanted: "3:4")) {
      try FittedShape(width: 1000, height: 1000, rules: ratio)
    }
    #expect(throws: Never.self) { try FittedShape(width: 899, height: 1200, rules: ratio) }
  }

  @Test("A small picture is refused with the figures, or enlarged where the rules say so") func enlarge() throws {
    var rules = Self.exactly(300, 400)
    #expect(throws: FittingError.tooFewPixels(width: 150, height: 200, neededWidth: 300, neededHeight: 400)) {
      try FittedShape(width: 150, height: 200, rules: rules)
    }
    rules.pixels.enlarge = true
    let shape = try FittedShape(width: 150, height: 200, rules: rules)
    #expect(shape.size(at: shape.scales.lowerBound).canvas == (300, 400))
    let wide = Self.rules {
      $0.pixels.width.minimum = 1020
      $0.pixels.enlarge = true
    }
    // Only as far as is required.
    #expect(try FittedShape(width: 510, height: 700, rules: wide).scales == 2...2)
  }

  @Test(
    "Limits of single sides are met at every scale that is accepted",
    arguments: [(3000, 4000), (4000, 3000), (310, 420)])
  func limits(width: Int, height: Int) throws {
    let rules = Self.rules {
      $0.pixels.longSide = PictureRules.Side(minimum: 300, maximum: 1600)
      $0.pixels.shortSide.minimum = 200
    }
    let shape = try FittedShape(width: width, height: height, rules: rules)
    for scale in [shape.scales.lowerBound, shape.scales.upperBound] {
      let size = shape.size(at: scale).canvas
      #expect(rules.pixels.accepts(width: size.width, height: size.height))
    }
  }

  @Test("A range of widths and heights gives the nearest shape within it") func range() throws {
    let rules = Self.rules {
      $0.pixels.width = PictureRules.Side(minimum: 150, maximum: 300)
      $0.pixels.height = PictureRules.Side(minimum: 200, maximum: 400)
      $0.fit = .crop(.centre)
    }
    let shape = try FittedShape(width: 4000, height: 1000, rules: rules)
    let size = shape.size(at: shape.scales.upperBound).canvas
    #expect(size == (300, 200))
    #expect(shape.kept.height == 1000)
  }

  @Test("Pictures of any size have the shape, or are refused", arguments: [(1, 1), (2000, 1), (1, 2000), (7, 5)])
  func odd(width: Int, height: Int) throws {
    for fit in [PictureRules.Fit.crop(.centre), .pad(.white)] {
      var rules = Self.exactly(295, 413, fit)
      rules.pixels.enlarge = true
      let shape = try FittedShape(width: width, height: height, rules: rules)
      let size = shape.size(at: shape.scales.lowerBound)
      #expect(size.canvas == (295, 413))
      #expect((1...295).contains(size.content.width) && (1...413).contains(size.content.height))
      #expect(shape.kept.width >= 1 && shape.kept.height >= 1)
    }
  }
}

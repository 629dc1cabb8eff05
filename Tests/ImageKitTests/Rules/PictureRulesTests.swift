import Testing

@testable import ImageKit

@Suite("Picture rules") struct PictureRulesTests {
  private func keys(_ change: (inout PictureRules) throws -> Void) rethrows -> [String] {
    var rules = PictureRules()
    try change(&rules)
    return rules.contradictions.map(\.key)
  }

  @Test("Rules without a requirement, those of the licensing examination, and those of a portrait can be met")
  func sound() throws {
    #expect(PictureRules().contradictions.isEmpty)
    #expect(PictureRules.licensing.contradictions.isEmpty)
    let portrait = try keys {
      $0.bytes.minimum = 20_000
      $0.bytes.maximum = 45_000
      $0.pixels.width = .exactly(295)
      $0.pixels.height = .exactly(413)
      $0.pixels.enlarge = true
      $0.ratio = PictureRules.Ratio(width: 5, height: 7)
      $0.fit = .crop(.centre)
      $0.background = PictureRules.Background(colours: [.white])
      $0.fileName.pattern = try NameTemplate("{id-number}.jpg")
    }
    #expect(portrait.isEmpty)
  }

  @Test("Each contradiction is told by the key it concerns") func contradictions() throws {
    #expect(keys { ($0.bytes.minimum, $0.bytes.maximum) = (50_000, 20_000) }.contains("bytes.minimum"))
    #expect(keys { ($0.bytes.makeAtMost, $0.bytes.maximum) = (50_000, 20_000) } == ["bytes.makeAtMost"])
    #expect(keys { ($0.bytes.makeAtLeast, $0.bytes.maximum) = (50_000, 20_000) } == ["bytes.makeAtLeast"])
    #expect(keys { $0.bytes.maximum = 100 } == ["bytes.maximum"])
    #expect(keys { $0.pixels.width = PictureRules.Side(minimum: 300, maximum: 200) } == ["pixels.width"])
    #expect(
      keys {
        $0.pixels.shortSide.minimum = 500
        $0.pixels.height.maximum = 400
      } == ["pixels.shortSide"])
    #expect(
      keys {
        $0.pixels.width.minimum = 1020
        $0.pixels.longSide.maximum = 800
      } == ["pixels.width"])
    #expect(
      keys {
        $0.pixels.longSide.minimum = 900
        ($0.pixels.width.maximum, $0.pixels.height.maximum) = (800, 800)
      } == ["pixels.longSide"])
    #expect(keys { $0.pixels.enlarge = true } == ["pixels.enlarge"])
    #expect(keys { $0.ratio = PictureRules.Ratio(width: 3, height: 0) } == ["ratio"])
    #expect(
      keys {
        ($0.pixels.width, $0.pixels.height) = (.exactly(295), .exactly(413))
        $0.ratio = PictureRules.Ratio(width: 3, height: 4)
      } == ["ratio"])
    #expect(keys { $0.fit = .crop(.page) } == ["fit"])
    #expect(
      keys {
        $0.ratio = PictureRules.Ratio(width: 3, height: 4)
        $0.background = PictureRules.Background(colours: [.white])
        $0.fit = .pad(RGBColour(red: 0, green: 0, blue: 255))
      } == ["fit"])
    #expect(keys { $0.formats = [] } == ["formats"])
    #expect(keys { $0.makes = .webp } == ["makes"])
    #expect(keys { ($0.formats, $0.makes) = ([.png], .jpeg) } == ["makes"])
    #expect(keys { $0.dpi = 0 } == ["dpi"])
    #expect(keys { $0.background = PictureRules.Background(colours: []) } == ["background"])
    #expect(try keys { $0.fileName.pattern = try NameTemplate("{id-number}.webp") } == ["fileName.pattern"])
    #expect(
      try keys {
        $0.fileName.pattern = try NameTemplate("photo.jpg")
        $0.set.minimumFiles = 2
      } == ["fileName.pattern"])
    #expect(keys { ($0.set.minimumFiles, $0.set.maximumFiles) = (3, 2) } == ["set.files"])
    #expect(
      keys {
        ($0.set.minimumFiles, $0.set.maximumBytes) = (3, 20_000)
        $0.bytes.minimum = 10_000
      } == ["set.totalBytes"])
  }

  @Test("Extreme numbers are judged without a trap") func extremes() {
    for number in [Int.min, -1, 0, 1, .max] {
      var rules = PictureRules()
      (rules.bytes.minimum, rules.bytes.makeAtLeast) = (number, number)
      (rules.set.minimumFiles, rules.set.maximumBytes, rules.dpi) = (number, number, number)
      rules.pixels.width = .exactly(number)
      rules.pixels.height = .exactly(number)
      for side in [0, -1, .nan, .infinity, 1e308] {
        rules.ratio = PictureRules.Ratio(width: side, height: 1, tolerance: side)
        #expect(rules.contradictions.isEmpty == false || number == 1)
      }
      #expect(rules.bytes.made.upperBound >= rules.bytes.made.lowerBound)
    }
  }

  @Test(
    "A ratio allows half a pixel on either side and its tolerance",
    arguments: [(300, 400, true), (301, 400, true), (295, 413, false), (3, 4, true), (1, 1, true), (0, 4, false)])
  func ratio(_ width: Int, _ height: Int, fits: Bool) {
    let ratio = PictureRules.Ratio(width: 3, height: 4, tolerance: 0.001)
    #expect(ratio.accepts(width: width, height: height) == fits)
  }

  @Test("Colours are read by name and by code, and nothing else is a colour") func colours() {
    #expect(RGBColour("white")?.code == "#FFFFFF")
    #expect(RGBColour("#438edb") == RGBColour("blue"))
    for text in ["", "#", "#12345", "#1234567", "#12345g", "whitish", "#+12345"] { #expect(RGBColour(text) == nil) }
  }
}

@Suite("Name templates") struct NameTemplateTests {
  @Test("A template is filled with values, and tells a field without one") func filling() throws {
    let template = try NameTemplate("{id-number}_{姓名}.jpg")
    #expect(template.fields == ["id-number", "姓名"])
    #expect(try template.filled { ["id-number": "1", "姓名": "李雷"][$0] } == "1_李雷.jpg")
    #expect(throws: NameTemplate.MissingField(name: "姓名")) { try template.filled { ["id-number": "1"][$0] } }
  }

  @Test(
    "Names follow a template or not",
    arguments: [
      ("{id-number}.jpg", "11010519491231002X.jpg", true), ("{id-number}.jpg", "11010519491231002x.JPG", true),
      ("{id-number}.jpg", "IMG_0001.jpg", false), ("{id-number}.jpg", "11010519491231002X.png", false),
      ("{id-number}", "11010519491231002X.png", true), ("{number}-{name}.jpg", "12-a-b.jpg", true),
      ("{number}-{name}.jpg", "x-a.jpg", false), ("photo.jpg", "Photo.jpg", false), ("{stem}", ".jpg", false),
    ])
  func matching(_ template: String, _ name: String, fits: Bool) throws {
    #expect(try NameTemplate(template).matches(name) == fits)
  }

  @Test(
    "What no file may be called everywhere is no template",
    arguments: ["", "a/b", "..", "a.", "a ", "{", "}", "{}", "{a b}", "a\u{7}", "{a}{b}", "a:b", "\u{202E}a"])
  func mistakes(_ text: String) {
    #expect(throws: NameTemplate.Mistake.self) { try NameTemplate(text) }
  }

  @Test("A long name with many fields is matched quickly") func manyFields() throws {
    let template = try NameTemplate(Array(repeating: "{a}", count: 40).joined(separator: "x"))
    #expect(template.matches(String(repeating: "x", count: 250)) == true)
    #expect(template.matches("y" + String(repeating: "a", count: 250)) == false)
  }
}

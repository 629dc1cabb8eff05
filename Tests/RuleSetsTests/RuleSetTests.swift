import ImageKit
import Testing

@testable import RuleSets

@Suite("Rule sets") struct RuleSetTests {
  private static let head = """
    id: example
    name: {en: Example, zh: 示例}
    source: {title: Notice, read: 2026-11-28}

    """

  private func rules(_ lines: String) throws -> PictureRules { try RuleSet(yaml: Self.head + lines).pictures }

  /// The mistakes as `line: message`.
  private func mistakes(_ lines: String) -> [String] {
    do throws(RuleSetError) {
      _ = try RuleSet(yaml: Self.head + lines)
      return []
    } catch {
      return error.mistakes.map { "\($0.line): \($0.message.english)" }
    }
  }

  @Test(
    "Every built-in rule set can be met, and says where and when its figures were read", arguments: RuleSet.shippedIDs)
  func shipped(id: String) throws {
    let set = try RuleSet(yaml: #require(RuleSet.shippedYAML(id)))
    #expect(set.id == id)
    #expect(set.pictures.source?.title.isEmpty == false)
    #expect(set.pictures.contradictions.isEmpty)
    #expect(!set.pictures.unjudged.isEmpty)
  }

  @Test("The built-in rules of the licensing examination are those that hold without a rule set") func licensing()
    throws
  {
    var rules = try RuleSet(yaml: #require(RuleSet.shippedYAML("licensing"))).pictures
    (rules.source, rules.notChecked) = (nil, [])
    #expect(rules == .licensing)
  }

  @Test("Where nobody says what k is, files are accepted by one reading and made to meet both") func kilobytes() throws
  {
    let either = try rules("bytes: {minimum: 20k, maximum: 45KB}").bytes
    #expect(either.minimum == 20_000 && either.maximum == 46_080)
    #expect(either.made == 20_480...45_000)
    let binary = try rules("bytes: {k: 1024, minimum: 20k, maximum: 45k}").bytes
    #expect(binary.minimum == 20_480 && binary.maximum == 46_080 && binary.made == 20_480...46_080)
    let thousand = try rules("bytes: {k: 1000, maximum: 1.5MB}").bytes
    #expect(thousand.maximum == 1_500_000 && thousand.made == 0...1_500_000)
    let plain = try rules("bytes: {maximum: 45056, minimum: 20KiB}").bytes
    #expect(plain.made == 20_480...45_056)
  }

  @Test("Black and white is made as PNG where that is accepted and nothing else is said") func blackAndWhite() throws {
    #expect(try rules("colour: black-and-white").makes == .png)
    #expect(try rules("formats: [jpeg]\ncolour: black-and-white").makes == .jpeg)
    #expect(try rules("colour: black-and-white\nmakes: jpeg").makes == .jpeg)
    #expect(try rules("colour: grey").makes == .jpeg)
  }

  @Test("All kinds of rule are read") func all() throws {
    let rules = try rules(
      """
      pixels: {width: 295, height: {minimum: 300, maximum: 500}, enlarge: true}
      ratio: {value: "5:7", tolerance: 0.05}
      fit: {pad: "#438EDB"}
      dpi: 300
      formats: [jpeg]
      colour: srgb
      fileName: {pattern: "{id-number}.jpg", folder: photo}
      set: {files: {maximum: 3}, totalBytes: 2MB, onePDF: true}
      watermark: required
      notChecked:
        - {en: the face, zh: 人像}
      """)
    #expect(rules.pixels.width == .exactly(295))
    #expect(rules.pixels.height == PictureRules.Side(minimum: 300, maximum: 500))
    #expect(rules.pixels.enlarge && rules.ratio?.text == "5:7" && rules.dpi == 300)
    #expect(rules.fit == .pad(RGBColour(red: 67, green: 142, blue: 219)))
    #expect(rules.fileName.pattern?.fields == ["id-number"] && rules.fileName.folder == "photo")
    #expect(rules.set.maximumFiles == 3 && rules.set.minimumFiles == nil && rules.set.maximumBytes == 2_000_000)
    #expect(
      rules.unjudged.map(\.english) == ["the face", "whether the watermark is on it", "the PDF that holds all pages"])
  }

  @Test(
    "A mistake is reported once, with its line",
    arguments: [
      ("bytes: {minimum: 50k, maximum: 20k}", "4: `minimum` (50000 bytes) must not exceed `maximum` (20480 bytes)."),
      ("bytes:\n  maximum: 50kk", "5: `maximum` must be a size"), ("bytes: 200k", "4: Here `name: value` pairs"),
      ("pixels: {width: 295, height: 413}\nratio: \"3:4\"", "5: A picture of 295 × 413 pixels"),
      ("ratio: 3", "4: `ratio` must be a ratio"), ("ratio: [3, 4]", "4: `ratio` must be a text"),
      ("fit: stretch", "4: `fit` must be refuse"), ("fit: {pad: white, crop: page}", "4: `fit` takes either"),
      ("dpi: 0", "4: `dpi` must be a whole number"), ("formats: []", "4: `formats` needs at least one format."),
      ("makes: webp\nformats: [webp]", "4: Pictures can be made as jpeg or png"),
      ("background: {colours: [whitish]}", "4: `colours` takes colours"),
      ("fileName: {pattern: ../x}", "4: `pattern`: A file name must not"),
      ("fileName: {folder: a/b}", "4: `folder` takes"), ("set: {files: 0}", "4: `files` must be"),
      ("watermark: maybe", "4: `watermark` must be one of"), ("bites: {maximum: 1}", "4: `bites` is not known here."),
      ("pixels: {enlarge: true}", "4: `enlarge` has no effect"), ("bytes: {k: 1023, maximum: 45k}", "4: `k` must be"),
    ])
  func mistake(_ lines: String, _ beginning: String) {
    let found = mistakes(lines)
    #expect(found.count == 1 && found.first?.hasPrefix(beginning) == true, "\(found)")
  }

  @Test(
    "A file that is no rule set is refused with a sentence", arguments: ["", "[", "a", "- 1", "\u{0}", "{a: {b: [}"])
  func noRules(_ yaml: String) {
    let error = #expect(throws: RuleSetError.self) { try RuleSet(yaml: yaml) }
    #expect(error?.explanation.english.isEmpty == false && error?.explanation.chinese.isEmpty == false)
  }

  @Test("Deep nesting, long files and aliases within aliases are refused, not followed") func bombs() {
    let deep = String(repeating: "[", count: 100_000)
    let long = String(repeating: "# x\n", count: 300_000)
    let levels = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
    for yaml in [deep, "bytes: " + deep, long, "a0: &a0 x\n" + levels] {
      #expect(throws: RuleSetError.self) { try RuleSet(yaml: yaml) }
    }
  }

  @Test(
    "A day of the calendar is told from another text",
    arguments: ["2024-02-30", "2023-02-29", "24-01-01", "2024-13-01", "x"])
  func days(_ day: String) {
    #expect(throws: RuleSetError.self) { try RuleSet(yaml: Self.head.replacing("2026-11-28", with: day)) }
  }
}

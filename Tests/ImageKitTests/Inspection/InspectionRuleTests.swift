import Testing
import Wording

@testable import ImageKit

@Suite("Inspection rules") struct InspectionRuleTests {
  /// Evidence without any problem; each test changes the part it is about.
  private func evidence(
    name: String? = "card.jpg", bytes: Int = 150_000, _ change: (inout PictureFacts) -> Void = { _ in }
  ) -> FileEvidence {
    var facts = PictureFacts(format: .jpeg, width: 1200, height: 900, components: 3, bitDepth: 8)
    change(&facts)
    return FileEvidence(rules: .licensing, fileName: name, byteCount: bytes, facts: facts)
  }

  private func codes(_ evidence: FileEvidence) -> [Finding.Code] { evidence.findings.map(\.code) }

  @Test("A picture without problems has no findings") func sound() {
    #expect(codes(evidence()).isEmpty)
  }

  @Test("204,800 bytes are accepted, and one byte more is not") func fileSize() {
    #expect(codes(evidence(bytes: 204_800)).isEmpty)
    #expect(codes(evidence(bytes: 204_801)) == [.tooManyBytes])
  }

  @Test("A file one byte too large never seems to be within the limit in kilobytes") func fileSizeInWords() throws {
    let finding = try #require(FileSizeRule().finding(on: evidence(bytes: 204_801)))
    #expect(finding.message.english.contains("200.1 KB"))
  }

  @Test("Every EXIF orientation but the first is not upright", arguments: ExifOrientation.allCases)
  func orientation(_ orientation: ExifOrientation) {
    let found = codes(evidence { $0.orientation = orientation })
    #expect(found == (orientation == .upright ? [] : [.notUpright]))
  }

  @Test("A short side of 200 pixels is enough and 199 are not, for either side") func pixelSize() {
    #expect(codes(evidence { $0.width = 200 }).isEmpty)
    #expect(codes(evidence { $0.width = 199 }) == [.tooSmall])
    #expect(codes(evidence { $0.height = 199 }) == [.tooSmall])
  }

  @Test(
    "A name's extension must match the content, in any case",
    arguments: [
      ("a.jpg", true), ("a.JPEG", true), ("b.c.Jpg", true), ("a.png", false), ("a", false), ("jpg", false),
      ("a.jpg.txt", false), (".jpg", true),
    ])
  func fileName(_ name: String, fits: Bool) {
    #expect(codes(evidence(name: name)) == (fits ? [] : [.extensionMismatch]))
  }

  @Test("A picture without a name cannot have a wrong one") func noName() {
    #expect(codes(evidence(name: nil)).isEmpty)
  }

  @Test("Further pictures and a location are warnings, not errors") func warnings() {
    let evidence = evidence {
      $0.pictureCount = 2
      $0.hasLocation = true
    }
    let findings = evidence.findings
    #expect(findings.map(\.code) == [.multiplePictures, .locationInside])
    #expect(findings.allSatisfy { $0.severity == .warning })
  }

  @Test("Different flaws of the data give different findings") func flaws() {
    var evidence = evidence()
    evidence.flaws = [.truncated, .corrupt(reason: "bad code"), .brokenProfile(reason: "no header")]
    #expect(codes(evidence) == [.truncated, .corrupt, .brokenProfile])
  }

  @Test("A file that ends in its header is unreadable, with the reason") func cutInHeader() {
    let evidence = FileEvidence(rules: .licensing, fileName: "a.jpg", byteCount: 20, failure: .truncated(.jpeg))
    #expect(codes(evidence) == [.unreadable, .truncated])
  }

  @Test("A picture in a format that no portal accepts has the wrong format, and text is unreadable") func foreign() {
    var evidence = FileEvidence(rules: .licensing, fileName: "a.jpg", byteCount: 20)
    evidence.failure = .notAPicture(found: .gif)
    #expect(codes(evidence) == [.wrongFormat])
    evidence.failure = .notAPicture(found: .text)
    #expect(codes(evidence) == [.unreadable])
    evidence.failure = .notAPicture(found: nil)
    #expect(codes(evidence) == [.unreadable])
  }

  @Test("A format that the policy does not list is wrong") func format() {
    var evidence = evidence(name: "a.png") { $0.format = .png }
    evidence.rules.formats = [.jpeg]
    #expect(codes(evidence) == [.wrongFormat])
  }

  @Test("Every finding has both languages") func languages() {
    var evidence = evidence(name: "a.gif", bytes: 900_000) {
      $0.orientation = .transposed
      $0.width = 10
      $0.pictureCount = 3
      $0.hasLocation = true
    }
    evidence.flaws = [.truncated, .corrupt(reason: ""), .brokenProfile(reason: "")]
    let findings = evidence.findings
    #expect(findings.count == 9)
    for finding in findings {
      #expect(!finding.message.english.unicodeScalars.contains { $0.value > 0x2E80 })
      #expect(finding.message.chinese.unicodeScalars.contains { $0.value > 0x2E80 })
    }
  }

  @Test("What preparing mends says so, unless the file cannot be prepared") func remedies() {
    var evidence = evidence(bytes: 900_000) { $0.orientation = .upsideDown }
    evidence.flaws = [.untidy(reason: "")]
    #expect(evidence.findings.map(\.remedy) == [.prepare, .prepare, .prepare])
    evidence.flaws = [.corrupt(reason: "")]
    #expect(evidence.findings.map(\.remedy) == [nil, nil, nil])
    evidence.failure = .notAPicture(found: .pdf)
    evidence.facts = nil
    #expect(evidence.findings.first?.remedy == .reading(.preparePage))
  }

  @Test("Every code has a place in the order in which findings are read") func order() {
    let findings = Finding.Code.allCases.map { Finding($0, .warning, Bilingual("", "")) }
    let ordered = Finding.inReadingOrder(findings + findings)
    #expect(ordered.count == 2 * findings.count)
    for index in stride(from: 0, to: ordered.count, by: 2) { #expect(ordered[index].code == ordered[index + 1].code) }
    #expect(ordered.first?.code == .unreadable)
  }

  @Test("No sentence of the rules names a command") func noCommands() {
    var evidence = evidence(name: "a.gif", bytes: 900_000) {
      $0.orientation = .transposed
      $0.hasLocation = true
      $0.format = .webp
    }
    evidence.flaws = [.untidy(reason: "")]
    #expect(evidence.findings.count == 6)
    for finding in evidence.findings { #expect(!finding.message.english.contains("`")) }
  }
}

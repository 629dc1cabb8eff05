import Testing

@testable import ImageKit

@Suite("Preparation that rotates by the text's orientation") struct UprightPreparationTests {
  private func prepared(_ plane: Plane) throws -> (photo: [UInt8], result: PreparedPicture) {
    let photo = try BudgetEncoder(maxBytes: 150_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    var options = Preparation.Options()
    options.upright = .auto
    return (photo, try Preparation(options).prepare(photo))
  }

  @Test(
    "A page without an EXIF orientation is rotated by its text, mirrored or not", arguments: ExifOrientation.allCases)
  func turned(_ state: ExifOrientation) throws {
    let page = try PageFixture(side: 700, em: 24).plane.cropped(x: 0, y: 0, width: 700, height: 560)
    let stored = page.upright(from: state)
    let (_, result) = try prepared(stored)
    #expect(result.width == 700 && result.height == 560)
    let luma = try PictureDecoder().decode(result.bytes).picture.luma
    #expect(ContentOrientation(of: luma).state == .upright)
    #expect(!result.findings.map(\.code).contains(.orientationUndecided))
  }

  private static func patterned() -> Plane {
    var plane = Plane(width: 640, height: 480)
    for y in 0..<480 { for x in 0..<640 { plane[x, y] = UInt8(60 + x / 5 + (x / 40 + y / 40) % 2 * 30) } }
    return plane
  }

  @Test("A picture without text stays as it is, without a finding") func noText() throws {
    let (photo, result) = try prepared(Self.patterned())
    #expect(result.bytes == photo)
    #expect(result.findings.isEmpty)
  }

  @Test("A page with text in two directions stays as it is, with a finding in both languages") func undecided() throws {
    let page = try PageFixture(side: 900, em: 24).plane
    let turned = page.upright(from: .upsideDown)
    var mixed = page
    for y in 0..<900 { for x in 450..<900 { mixed[x, y] = turned[x, y] } }
    let (photo, result) = try prepared(mixed)
    #expect(result.bytes == photo)
    let finding = try #require(result.findings.first { $0.code == .orientationUndecided })
    #expect(finding.severity == .warning)
    #expect(finding.message.english.contains("left as it is"))
    #expect(finding.message.chinese.contains("未作改动"))
  }

  @Test("A page that could be passed through keeps its coefficients when it is rotated") func lossless() throws {
    let page = try PageFixture(side: 704, em: 24).plane.cropped(x: 0, y: 0, width: 704, height: 560)
    let (photo, result) = try prepared(page.upright(from: .turnClockwise))
    #expect(result.route == .rewrapped)
    #expect(result.width == 704 && result.height == 560)
    #expect(result.bytes != photo)
  }

  @Test("Print too small for the first look is examined again at twice the resolution") func closer() throws {
    let page = try PageFixture(side: 2640, em: 7).plane.cropped(x: 0, y: 0, width: 2640, height: 1400)
    let picture = PlanarPicture(luma: page.upright(from: .upsideDown), chroma: nil)
    let photo = try BudgetEncoder(maxBytes: 2_500_000).encode(picture).bytes
    var inspector = Inspector()
    #expect(inspector.inspect(photo, fileName: nil).sight?.orientation.state == nil)
    inspector.looksTwice = true
    #expect(inspector.inspect(photo, fileName: nil).sight?.orientation.state == .upsideDown)
  }
}

@Suite("Preparation with the portal's limits") struct PreparationVerdictTests {
  private func errors(
    of plane: Plane, bytes: Int = 150_000, _ change: (inout Preparation.Options) throws -> Void = { _ in }
  ) throws -> (told: [Finding.Code], seen: [Finding.Code]) {
    let photo = try BudgetEncoder(maxBytes: bytes).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    var options = Preparation.Options()
    options.upright = .auto
    options.judgesResult = true
    try change(&options)
    let result = try Preparation(options).prepare(photo)
    func codes(_ findings: [Finding]) -> [Finding.Code] { findings.filter { $0.severity == .error }.map(\.code) }
    return (codes(result.findings), codes(Inspector().inspect(result.bytes, fileName: nil).findings))
  }

  @Test(
    "A page on its side passes when it may be rotated, and has a finding when it may not", arguments: [true, false])
  func sideways(mayTurn: Bool) throws {
    let page = try PageFixture(side: 900, em: 26).plane.upright(from: .turnClockwise)
    for stamp in [nil, try Watermark(text: Watermark.defaultText)] {
      let (told, seen) = try errors(of: page) {
        $0.upright = mayTurn ? .auto : .exif
        $0.watermark = stamp
      }
      #expect(told == seen)
      #expect(told == (mayTurn ? [] : [.notUpright]))
    }
  }

  @Test("Text that became too small has a finding, with advice that fits the cause") func tooSmall() throws {
    let page = try PageFixture(side: 600, em: 26).plane
    let limited = try errors(of: page) { $0.maxSide = 150 }
    #expect(limited.told == [.tooSmall] && limited.seen == limited.told)
    let small = try errors(of: page.cropped(x: 0, y: 0, width: 180, height: 150))
    #expect(small.told == [.tooSmall] && small.seen == small.told)
  }

  @Test("A file that may exceed the portal's limit has a finding") func tooManyBytes() throws {
    let page = try PageFixture(side: 1600, em: 20).plane
    let (told, seen) = try errors(of: page, bytes: 900_000) { $0.maxBytes = 400_000 }
    #expect(told == [.tooManyBytes] && seen == told)
  }
}

import Testing

@testable import ImageKit

@Suite("Preparation upright by its text") struct UprightPreparationTests {
  private func prepared(_ plane: Plane) throws -> (photo: [UInt8], result: PreparedPicture) {
    let photo = try BudgetEncoder(maxBytes: 150_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    var options = Preparation.Options()
    options.upright = .auto
    return (photo, try Preparation(options).prepare(photo))
  }

  @Test(
    "A page whose EXIF says nothing is set upright by its text, mirrored or not", arguments: ExifOrientation.allCases)
  func turned(_ state: ExifOrientation) throws {
    let page = try PageFixture(side: 700, em: 24).plane.cropped(x: 0, y: 0, width: 700, height: 560)
    let stored = page.upright(from: state)
    let (_, result) = try prepared(stored)
    #expect(result.width == 700 && result.height == 560)
    let luma = try PictureDecoder().decode(result.bytes).picture.luma
    #expect(ContentOrientation(of: luma).state == .upright)
    #expect(!result.findings.map(\.code).contains(.orientationUndecided))
  }

  @Test("A picture without text is left as it is, and that is said in both languages") func undecided() throws {
    var plane = Plane(width: 640, height: 480)
    for y in 0..<480 { for x in 0..<640 { plane[x, y] = UInt8(60 + x / 5 + (x / 40 + y / 40) % 2 * 30) } }
    let (photo, result) = try prepared(plane)
    #expect(result.bytes == photo)
    let finding = try #require(result.findings.first { $0.code == .orientationUndecided })
    #expect(finding.severity == .warning)
    #expect(finding.message.english.contains("left as it is"))
    #expect(finding.message.chinese.contains("未作改动"))
  }

  @Test("Print too small to be read at a glance is looked at again in twice the detail") func closer() throws {
    let page = try PageFixture(side: 2640, em: 8).plane.cropped(x: 0, y: 0, width: 2640, height: 700)
    let picture = PlanarPicture(luma: page.upright(from: .upsideDown), chroma: nil)
    let photo = try BudgetEncoder(maxBytes: 900_000).encode(picture).bytes
    var inspector = Inspector()
    #expect(inspector.inspect(photo, fileName: nil).sight?.orientation.state == nil)
    inspector.looksTwice = true
    #expect(inspector.inspect(photo, fileName: nil).sight?.orientation.state == .upsideDown)
  }
}

import Testing

@testable import ImageKit

@Suite("Clarity") struct ClarityTests {
  private func codes(_ plane: Plane) -> Set<Finding.Code> {
    Set(Sight(of: plane, pictureLongSide: max(plane.width, plane.height)).findings.map(\.code))
  }

  @Test("A clear page gives no warning") func clear() throws {
    #expect(codes(try PageFixture().plane).isEmpty)
  }

  @Test("The same blur leaves large text readable and small text not") func blur() throws {
    #expect(codes(try PageFixture(side: 1300, em: 48).blurred(passes: 4)).isEmpty)
    #expect(codes(try PageFixture(em: 16).blurred(passes: 4)).contains(.blurred))
  }

  @Test("A blur that leaves Latin letters readable makes Chinese characters of the same size unreadable") func strokes()
    throws
  {
    let latin = try PageFixture(em: 26, isLatin: true).blurred(passes: 6)
    #expect(codes(latin).isEmpty)
    let chinese = try PageFixture(em: 26).blurred(passes: 6)
    #expect(codes(chinese) == [.blurred])
  }

  @Test("A sharp picture with edges in one direction only is not blurred") func stripes() {
    var plane = Plane(width: 1300, height: 1000, filledWith: 210)
    for y in stride(from: 9, to: 1000, by: 24) { for x in 0..<1300 { (plane[x, y], plane[x, y + 1]) = (60, 60) } }
    #expect(!codes(plane).contains(.blurred))
  }

  @Test("A page with very little light is too dark") func dark() throws {
    #expect(codes(try PageFixture(paper: 60, ink: 15).plane) == [.tooDark])
  }

  @Test("Grey ink on grey paper has too little contrast") func contrast() throws {
    let found = codes(try PageFixture(paper: 200, ink: 165).plane)
    #expect(found == [.lowContrast])
  }

  @Test("Glare over text is reported, white paper is not") func glare() throws {
    var page = try PageFixture()
    for y in 500..<900 { for x in 300..<800 { page.plane[x, y] = 255 } }
    #expect(codes(page.plane) == [.tooBright])
    #expect(codes(try PageFixture(paper: 252, ink: 20).plane).isEmpty)
  }

  @Test("An empty sheet is blank, and one with a page of text is not") func blank() throws {
    #expect(codes(Plane(width: 900, height: 700, filledWith: 200)) == [.blank])
  }

  @Test("Text that runs out of the picture is cut off, at every side", arguments: [0, 1, 2, 3])
  func cutOff(side: Int) throws {
    let page = try PageFixture(side: 1000, em: 26).plane
    // The crop begins inside words, and inside a line or between two.
    let plane = page.cropped(
      x: side == 0 ? 450 : 0, y: side == 1 ? 450 : 0, width: side % 2 == 0 ? 550 : 1000,
      height: side % 2 == 1 ? 550 : 1000)
    #expect(codes(plane) == [.cutOff])
  }

  @Test("Paper that fills the picture is not cut off, and neither is a page on a dark desk") func whole() throws {
    let page = try PageFixture(side: 1000, em: 26).plane
    #expect(codes(page).isEmpty)
    var desk = Plane(width: 1200, height: 1200, filledWith: 60)
    for y in 0..<1000 { for x in 0..<1000 { desk[100 + x, 100 + y] = page[x, y] } }
    #expect(codes(desk).isEmpty)
  }

  @Test("Text of few pixels is too small, however sharp") func smallText() throws {
    #expect(codes(try PageFixture(em: 9).plane).contains(.smallText))
    #expect(!codes(try PageFixture(em: 18).plane).contains(.smallText))
  }
}

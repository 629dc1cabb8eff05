import Testing

@testable import ImageKit

@Suite("Finding the page")
struct PageFinderTests {
  /// Outlines of a sheet in a hand-held photo: straight, rotated either way, seen from below and from the side.
  static let outlines: [[PicturePoint]] = [
    [PicturePoint(60, 65), PicturePoint(390, 65), PicturePoint(390, 530), PicturePoint(60, 530)],
    [PicturePoint(105, 45), PicturePoint(415, 100), PicturePoint(345, 545), PicturePoint(35, 480)],
    [PicturePoint(30, 115), PicturePoint(325, 40), PicturePoint(430, 480), PicturePoint(120, 560)],
    [PicturePoint(110, 80), PicturePoint(345, 85), PicturePoint(415, 540), PicturePoint(35, 530)],
  ]

  private func distance(_ found: PageOutline?, _ corners: [PicturePoint]) -> Double {
    guard let found else { return .infinity }
    return zip(found.corners, corners).map { ($0 - $1).length }.max()!
  }

  @Test("A light sheet on a dark table is found to within about a pixel, in every position", arguments: outlines)
  func lightOnDark(corners: [PicturePoint]) {
    let found = PageFinder.outline(in: PagePhoto(corners: corners).luma)
    #expect(distance(found, corners) < 1.5)
  }

  @Test("A white sheet on a light table is found", arguments: outlines)
  func whiteOnLight(corners: [PicturePoint]) {
    let photo = PagePhoto(corners: corners, page: 240, table: 214, noise: 4)
    #expect(distance(PageFinder.outline(in: photo.luma), corners) < 2)
  }

  @Test("A sheet in a picture of few pixels is found", arguments: [150, 200, 239])
  func small(height: Int) {
    let luma = PagePhoto(corners: Self.outlines[0]).luma
    let factor = Double(height) / Double(luma.height)
    let reduced = PlaneScaler.reduce(luma, width: Int(Double(luma.width) * factor), height: height)
    let corners = Self.outlines[0].map { PicturePoint($0.x * factor, $0.y * factor) }
    #expect(distance(PageFinder.outline(in: reduced), corners) < 3)
  }

  @Test("A sheet in uneven light is found")
  func shaded() {
    let photo = PagePhoto(corners: Self.outlines[1], shade: 0.4)
    #expect(distance(PageFinder.outline(in: photo.luma), Self.outlines[1]) < 2)
  }

  @Test("A card darker than the table is found as a whole, not the print on it")
  func card() {
    let corners = [
      PicturePoint(75, 190), PicturePoint(370, 200), PicturePoint(365, 390), PicturePoint(80, 385),
    ]
    let photo = PagePhoto(corners: corners, page: 130, table: 220, ink: 30)
    let found = PageFinder.outline(in: photo.luma)
    #expect(distance(found, corners) < 2)
  }

  @Test("A printed frame is not taken for the page's edge")
  func frame() {
    #expect(PageFinder.outline(in: PagePhoto(corners: Self.outlines[0], isOnlyFrame: true).luma) == nil)
  }

  @Test("Nothing is found without a page, or with a page that is partly outside")
  func nothing() {
    let corners = [
      PicturePoint(60, 65), PicturePoint(475, 65), PicturePoint(475, 530), PicturePoint(60, 530),
    ]
    #expect(PageFinder.outline(in: PagePhoto(corners: corners).luma) == nil)
    #expect(PageFinder.outline(in: PagePhoto(corners: Self.outlines[0], page: 120, table: 120, ink: 120).luma) == nil)
    #expect(PageFinder.outline(in: PagePhoto(corners: Self.outlines[0], page: 120, table: 120, ink: 40).luma) == nil)
    #expect(PageFinder.outline(in: Plane(width: 40, height: 40)) == nil)
  }

  @Test("The rectified page has its true aspect ratio, and a margin all around", arguments: outlines)
  func straightening(corners: [PicturePoint]) {
    let picture = PlanarPicture(luma: PagePhoto(corners: corners, noise: 0).luma, chroma: nil)
    let outline = PageOutline(corners: corners, confidence: 1)
    let page = picture.straightened(outline)
    let aspect = Double(page.width) / Double(page.height)
    // The outlines are drawn by hand, so the aspect ratio is only approximate.
    #expect((0.6...0.8).contains(aspect))
    let (right, low) = (page.width - 1, page.height - 1)
    for (x, y) in [(0, 0), (right, 0), (right, low), (0, low)] { #expect((85...95).contains(page.luma[x, y])) }
    // Here the margin has ended and the page has begun.
    for (x, y) in [(9, 9), (right - 9, 9), (right - 9, low - 9), (9, low - 9)] {
      #expect((215...235).contains(page.luma[x, y]))
    }
  }

  @Test("The aspect ratio of a page seen at an angle is that of the page")
  func shape() {
    // A pinhole camera with a focal length of 1100 pixels sees a sheet of 210 × 297, tilted by 30 degrees about its
    // horizontal axis and by 20 about its vertical axis.
    let (sx, cx, sy, cy) = (0.5, 0.8660254, 0.3420201, 0.9396926)
    let corners = [(-105.0, -148.5), (105, -148.5), (105, 148.5), (-105, 148.5)].map { x, y in
      let (y1, z1) = (y * cx, y * sx), (x2, z2) = (x * cy + z1 * sy, -x * sy + z1 * cy)
      return PicturePoint(450 + 1100 * x2 / (420 + z2), 600 + 1100 * y1 / (420 + z2))
    }
    let aspect = PageShape.aspect(
      of: PageOutline(corners: corners, confidence: 1), pictureWidth: 900, pictureHeight: 1200)
    #expect(abs(aspect - 0.7071) < 0.001)
  }

  @Test("Uneven light is evened out, and even light unchanged")
  func light() {
    func spread(_ plane: Plane) -> Int { Int(plane[30, 20]) - Int(plane[plane.width - 30, 20]) }
    var shaded = PlanarPicture(
      luma: PagePhoto(
        corners: [PicturePoint(0, 0), PicturePoint(450, 0), PicturePoint(450, 600), PicturePoint(0, 600)], noise: 0,
        shade: 0.25
      ).luma, chroma: nil)
    #expect(spread(shaded.luma) > 45)
    shaded.evenLight()
    #expect(spread(shaded.luma) < 14)
    var even = PlanarPicture(luma: PagePhoto(corners: Self.outlines[0], table: 225).luma, chroma: nil)
    let before = even.luma.samples
    even.evenLight()
    #expect(even.luma.samples == before)
  }

  @Test("With --crop page, a photo is cropped to its page; one without a page stays whole, with a finding")
  func preparation() throws {
    var options = Preparation.Options()
    options.crop = .page
    func file(_ luma: Plane) throws -> [UInt8] {
      try BudgetEncoder(maxBytes: 300_000, effort: .fast).encode(PlanarPicture(luma: luma, chroma: nil)).bytes
    }
    let prepared = try Preparation(options).prepare(file(PagePhoto(corners: Self.outlines[1]).luma))
    #expect(distance(prepared.page, Self.outlines[1]) < 3)
    #expect(prepared.width < 350)
    #expect(prepared.findings.isEmpty)
    let whole = try Preparation(options).prepare(file(PagePhoto(corners: Self.outlines[1], page: 90).luma))
    #expect(whole.page == nil)
    #expect((whole.width, whole.height) == (450, 600))
    #expect(whole.findings.map(\.code) == [.pageNotFound])
  }
}

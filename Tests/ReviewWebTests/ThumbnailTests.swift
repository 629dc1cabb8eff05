import Foundation
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Thumbnails", .timeLimit(.minutes(20))) struct ThumbnailTests {
  /// A picture of noise, which hardly shrinks, as JPEG.
  private static func noise() throws -> [UInt8] {
    var picture = PlanarPicture(luma: Plane(width: 1600, height: 1200), chroma: nil)
    var state: UInt64 = 1
    for y in 0..<1200 {
      for x in 0..<1600 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        picture.luma[x, y] = UInt8(state >> 56)
      }
    }
    return try BudgetEncoder(maxBytes: 190_000).encode(picture).bytes
  }

  @Test("A thumbnail has at most 15 KB and a size for phones, whatever the picture shows")
  func size() throws {
    for picture in [try Self.noise(), try Photo.small(3)] {
      let small = try Thumbnails.made(of: picture)
      let facts = try PictureFacts(of: small)
      #expect(small.count <= 15_000 && facts.format == .jpeg, "\(small.count)")
      #expect((200...480).contains(max(facts.width, facts.height)), "\(facts.width) × \(facts.height)")
    }
  }

  @Test("The candidate's page and the staff's gallery show thumbnails, made once and kept by the browser for itself")
  func once() async throws {
    let test = try TestPortal()
    try test.handIn(TestPortal.first)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let staff = try browser.as(.staff("site-a"))
      let page = try await candidate.get("/materials").text
      let address = try #require(page.firstMatch(of: /<img src="(\/materials\/identity\/1\/thumb\?v=[0-9a-f]{12})"/)?.1)
      let review = try await staff.get("/staff/applications/\(TestPortal.first)").text
      let staffAddress = try #require(
        review.firstMatch(of: /src="(\/staff\/[^"]*identity\/1\/thumb\?v=[0-9a-f]{12})"/)?.1)
      for _ in 1...2 {
        for (visitor, address) in [(candidate, address), (staff, staffAddress)] {
          let answer = try await visitor.get(String(address))
          #expect(answer.status == .ok && answer.body.readableBytes <= 15_000)
          #expect(answer.headers[.cacheControl] == "private, max-age=31536000, immutable")
        }
      }
      #expect(test.portal.desk.thumbnails.count == 1, "one picture")
      // An address that does not name this very picture is not kept.
      #expect(try await candidate.get("/materials/identity/1/thumb?v=0").headers[.cacheControl] == "no-store")
      // What was made for others opens nothing to those who may not see the picture.
      #expect(try await browser.as(.staff("site-b")).get(String(staffAddress)).status == .forbidden)
      #expect(try await browser.as(.candidate(TestPortal.second)).get(String(address)).status == .notFound)
      #expect(try await browser.get(String(address)).status == .seeOther)
    }
  }
}

import Testing

@testable import ImageKit

@Suite("Pictures of every shape")
struct EncodingShapesTests {
  @Test(
    "Sizes down to one pixel, odd sizes and panoramas are kept when there is room",
    arguments: [(1, 1), (1, 40), (7, 9), (8, 8), (17, 16), (33, 65), (3000, 20), (3, 2000)])
  func sizes(width: Int, height: Int) throws {
    for kind in [EncodingFixtures.Kind.print, .noise] {
      let encoded = try BudgetEncoder(maxBytes: 200_000)
        .encode(EncodingFixtures.picture(kind, width: width, height: height))
      #expect(encoded.width == width && encoded.height == height)
      let header = try #require(EncodingFixtures.frameHeader(of: encoded.bytes))
      #expect(header.width == width && header.height == height)
    }
  }

  @Test("Print in a long strip stays readable: scaling serves neither speed nor bytes there")
  func strips() throws {
    var page = EncodingFixtures.picture(.print, width: 420, height: 2400, horizontal: 0)
    for y in 0..<2400 where y / 22 % 6 > 0 { for x in 0..<420 { page.luma[x, y] = 230 } }
    let fast = try BudgetEncoder(maxBytes: 45_000, effort: .fast).encode(page)
    #expect(fast.width == 420 && fast.height == 2400)
    let line = EncodingFixtures.picture(.texture, width: 6000, height: 40, horizontal: 0)
    let encoded = try BudgetEncoder(maxBytes: 10_000).encode(line)
    #expect(encoded.width == 6000 && encoded.height == 40)
  }

  @Test("With the effort `fast`, a large photo is decoded at a half or a quarter, and a strip in full")
  func decodedForFast() {
    func longSide(_ width: Int, _ height: Int) -> Int {
      BudgetEncoder.fastDecodeLongSide(width: width, height: height, maxBytes: 200_000)
    }
    #expect(longSide(4000, 3000) == 2000)
    #expect(longSide(8000, 6001) == 2000)
    #expect(longSide(1600, 1200) == 1600)
    #expect(longSide(900, 9000) == 9000)
  }

  @Test("Grey stays grey, and chroma keeps its subsampling", arguments: [(0, 0), (1, 1), (2, 1), (1, 2), (2, 2)])
  func subsampling(horizontal: Int, vertical: Int) throws {
    let picture = EncodingFixtures.picture(.print, width: 123, height: 77, horizontal: horizontal, vertical: vertical)
    let encoded = try BudgetEncoder(maxBytes: 60_000).encode(picture)
    let header = try #require(EncodingFixtures.frameHeader(of: encoded.bytes))
    #expect(header.components == (horizontal == 0 ? 1 : 3))
    if horizontal > 0 { #expect(header.lumaSampling == horizontal << 4 | vertical) }
  }

  @Test("A small budget is not spent on full-size chroma", arguments: [(1, 1), (2, 1), (1, 2)])
  func chromaIsReduced(horizontal: Int, vertical: Int) {
    let picture = EncodingFixtures.picture(.print, width: 523, height: 377, horizontal: horizontal, vertical: vertical)
    let reduced = picture.subsampled(forBytes: 20_000)
    #expect(reduced.horizontalSubsampling == 2 && reduced.verticalSubsampling == 2)
    #expect(reduced.chroma?.red.width == 262 && reduced.chroma?.red.height == 189)
  }

  @Test("The same picture gives the same bytes")
  func deterministic() throws {
    let picture = EncodingFixtures.picture(.texture, width: 320, height: 240)
    let encoder = BudgetEncoder(maxBytes: 20_000)
    #expect(try encoder.encode(picture).bytes == encoder.encode(picture).bytes)
  }

  @Test("Every effort keeps the budget", arguments: Effort.allCases)
  func efforts(effort: Effort) throws {
    let picture = EncodingFixtures.picture(.texture, width: 1200, height: 900)
    #expect(try BudgetEncoder(maxBytes: 90_000, effort: effort).encode(picture).bytes.count <= 90_000)
  }
}

import Foundation
import Testing

@testable import ImageKit

/// What remains of a picture after encoding and decoding.
@Suite("Encoding and decoding a picture")
struct EncodingRoundTripTests {
  private func decoded(_ picture: PlanarPicture, _ maxBytes: Int) throws -> PlanarPicture {
    let encoded = try BudgetEncoder(maxBytes: maxBytes).encode(picture)
    #expect(encoded.bytes.count <= maxBytes)
    return try PictureDecoder(limits: DecodingLimits()).decode(encoded.bytes).upright()
  }

  @Test("With more bytes a page is closer to the original, and with many nearly equal")
  func fidelity() throws {
    let page = EncodingFixtures.picture(.print, width: 640, height: 480)
    var last = 0.0
    for (budget, least) in [(30_000, 12.0), (60_000, 21.0), (400_000, 40.0)] {
      let result = try decoded(page, budget)
      #expect(result.width == page.width && result.height == page.height)
      var squares = 0.0
      for y in 0..<page.height {
        for x in 0..<page.width {
          let error = Double(page.luma[x, y]) - Double(result.luma[x, y])
          squares += error * error
        }
      }
      let signalToNoise = 10 * log10(255 * 255 * Double(page.width * page.height) / squares)
      #expect(signalToNoise >= least && signalToNoise > last, "\(budget) bytes: \(signalToNoise) dB")
      last = signalToNoise
    }
  }

  @Test("The watermark is still visible at as few bytes per pixel as a phone photo gets of 200,000")
  func stamp() throws {
    let page = EncodingFixtures.picture(.print, width: 1200, height: 900, horizontal: 0)
    var stamped = page
    try Watermark(text: Watermark.defaultText).stamp(&stamped)
    let budget = 200_000 * (1200 * 900) / (3264 * 2448)
    let plain = try decoded(page, budget)
    let marked = try decoded(stamped, budget)
    let factor = Double(marked.width) / 1200
    var kept = 0.0
    var inked = 0
    for y in 0..<marked.height {
      for x in 0..<marked.width {
        let at = (x: min(1199, Int(Double(x) / factor)), y: min(899, Int(Double(y) / factor)))
        guard Int(page.luma[at.x, at.y]) - Int(stamped.luma[at.x, at.y]) >= 16 else { continue }
        kept += Double(plain.luma[min(x, plain.width - 1), min(y, plain.height - 1)]) - Double(marked.luma[x, y])
        inked += 1
      }
    }
    #expect(plain.width == marked.width && inked > 1000)
    #expect(kept / Double(inked) > 12, "\(kept / Double(inked)) levels of ink are left")
  }
}

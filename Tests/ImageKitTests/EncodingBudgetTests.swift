import Testing

@testable import ImageKit

@Suite("The encoder keeps its budget")
struct EncodingBudgetTests {
  @Test("A picture comes out within the budget, as a JPEG", arguments: [10_000, 60_000])
  func withinBudget(maxBytes: Int) throws {
    var luma = Plane(width: 500, height: 333)
    for y in 0..<333 { for x in 0..<500 { luma[x, y] = UInt8(truncatingIfNeeded: x &* y / 7 ^ x) } }
    let encoded = try BudgetEncoder(maxBytes: maxBytes).encode(PlanarPicture(luma: luma, chroma: nil))
    #expect(encoded.bytes.count <= maxBytes)
    #expect(encoded.bytes.starts(with: [0xFF, 0xD8]))
    #expect(encoded.bytes.suffix(2) == [0xFF, 0xD9])
  }
}

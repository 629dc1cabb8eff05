import Testing
import Wording

@Suite("Parsing sizes") struct SizeParsingTests {
  @Test(
    "Units count by 1,000, those with an i by 1,024",
    arguments: [
      ("200000", 200_000), ("200k", 200_000), ("200K", 200_000), ("50KB", 50_000), ("1.5MB", 1_500_000),
      ("1.5m", 1_500_000),
      ("200KiB", 204_800), ("2Mi", 2_097_152), ("1gb", 1_000_000_000), ("0.0015k", 1), ("200 kb", 200_000), ("9B", 9),
      ("２００ＫＢ", 200_000), ("0", 0),
    ])
  func units(text: String, bytes: Int) { #expect(ByteCount.parse(text) == bytes) }

  @Test(
    "Any other text is refused",
    arguments: [
      "", "k", ".5k", "5.k", "1.5", "1.5B", "-1", "+1", "1e3", "200,000", "1.2.3k", "200kk", "200  k", "200k ", "0x10",
      "٣k",
      "99999999999999999999", "9999999999999GB",
    ])
  func none(text: String) { #expect(ByteCount.parse(text) == nil) }
}

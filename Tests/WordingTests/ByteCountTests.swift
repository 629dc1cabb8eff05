import Testing
import Wording

@Suite("Formatting numbers of bytes") struct ByteCountTests {
  @Test(
    "A KB is 1,024 bytes, and a fraction has one decimal",
    arguments: [
      (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (200_000, "195.4 KB"), (204_800, "200 KB"), (1_048_575, "1 MB"),
      (1_521_813, "1.5 MB"), (52_428_800, "50 MB"),
    ])
  func sizes(bytes: Int, words: String) { #expect(ByteCount.size(bytes) == words) }

  @Test(
    "A size one byte over a limit never looks equal to it", arguments: [1024, 200_000, 204_800, 1 << 20])
  func limits(limit: Int) {
    #expect(ByteCount.size(limit + 1) != ByteCount.limit(limit))
  }
}

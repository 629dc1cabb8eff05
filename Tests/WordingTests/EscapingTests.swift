import Testing
import Wording

@Suite("Escaping")
struct EscapingTests {
  @Test(
    "Exactly the five characters of HTML markup are escaped",
    arguments: ["", "测试甲", "plain text", "<b a='1' c=\"2\">&"])
  func markup(_ text: String) {
    let escaped = Escaping.html(text)
    #expect(!escaped.contains { "<>\"'".contains($0) })
    let back = escaped.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    #expect(back == text)
  }

  @Test("Only unreserved characters and slashes stay unencoded in a URL")
  func addresses() { #expect("中 a/b+~?%".percentEncoded == "%E4%B8%AD%20a/b%2B~%3F%25") }

  @Test("Existing percent escapes in a path are kept in a location")
  func locations() { #expect(Escaping.location("%/%E4 中/a%") == "%/%E4%20%E4%B8%AD/a%") }
}

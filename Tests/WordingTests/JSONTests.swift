import Testing
import Wording

@Suite("Writing JSON")
struct JSONTests {
  @Test("Keys keep their order, and added members come last")
  func order() {
    let object: JSON = ["b": 1, "a": true]
    #expect(object.adding(["c": .null]).description == #"{"b":1,"a":true,"c":null}"#)
  }

  @Test("Quotes, backslashes, controls and line separators are escaped, other characters are not")
  func escapes() {
    let text = JSON.string("\"\\\n\t\u{1}\u{2028}中文🔒").description
    #expect(text == #""\"\\\n\t\u0001\u2028中文🔒""#)
  }

  @Test("A number that is not finite is written as null, so that the line stays valid JSON")
  func infinities() { #expect(JSON.number(.infinity).description == "null") }
}

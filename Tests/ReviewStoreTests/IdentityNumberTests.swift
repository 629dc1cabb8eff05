import ImageKit
import Testing
import Wording

@testable import ReviewStore

@Suite("Identity numbers") struct IdentityNumberTests {
  @Test("A person's number has one normalized form") func spelling() {
    #expect(IdentityNumber.normalized("11010119900101001x") == "11010119900101001X")
    #expect(IdentityNumber.normalized(" 110101 19900101 001X ") == "11010119900101001X")
  }

  @Test("An empty number is nil, so that no two people share it", arguments: [nil, "", "  "])
  func none(_ number: String?) {
    #expect(IdentityNumber.normalized(number) == nil)
  }

  @Test(
    "A number tells its date of birth, the sex, and whether its check character is right",
    arguments: [
      ("110101199001011229", "1990-01-01，女，校验码正确", true), ("110101199001011239", "1990-01-01，男，校验码错误", false),
    ])
  func inside(number: String, words: String, isChecked: Bool) throws {
    let card = try #require(CardNumber(number))
    #expect(card.inside.chinese == "出生日期 " + words)
    #expect(card.json(in: .english).description.contains("\"checked\":\(isChecked)"))
  }

  @Test("A date that is none is said") func noDate() throws {
    #expect(try #require(CardNumber("110101199002301220")).inside.english.hasPrefix("no date of birth"))
  }
}

import Testing

@testable import ReviewStore

@Suite("Identity numbers") struct IdentityNumberTests {
  @Test("One person's number has one spelling") func spelling() {
    #expect(IdentityNumber.normalized("11010119900101001x") == "11010119900101001X")
    #expect(IdentityNumber.normalized(" 110101 19900101 001X ") == "11010119900101001X")
  }

  @Test("A number without characters is none, so that nobody shares it", arguments: [nil, "", "  "])
  func none(_ number: String?) {
    #expect(IdentityNumber.normalized(number) == nil)
  }
}

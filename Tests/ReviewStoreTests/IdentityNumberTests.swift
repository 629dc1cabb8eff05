import Testing

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
}

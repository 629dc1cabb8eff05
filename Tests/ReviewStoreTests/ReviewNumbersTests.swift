import Testing

@testable import ReviewStore

@Suite("The numbers of the review") struct ReviewNumbersTests {
  @Test("Every registration stands in exactly one column, whatever happened to it") func states() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    for number in ["1", "2", "3", "4"] as [RegistrationNumber] { try test.enter(number) }
    try test.enter("5", site: "B", activate: false)
    for number in ["2", "3", "4"] as [RegistrationNumber] { try test.uploadIdentity(number) }
    for number in ["3", "4"] as [RegistrationNumber] { try test.store.submit(number) }
    try test.store.erase("4", as: "boss")
    let tallies = try test.store.reviewNumbers(for: "boss").states
    #expect(tallies.map(\.site) == ["A", "B"])
    #expect(tallies[0].empty == 1 && tallies[0].erased == 1)
    #expect(tallies[0].states == [.filling: 1, .submitted: 1])
    #expect(tallies.map(\.total) == [4, 1])
    #expect(try test.store.reviewNumbers(for: "b").states.map(\.total) == [1], "a site sees its own numbers")
  }

  @Test("A day shows every application that was handed in automatically, once") func automatic() throws {
    let test = try TestStore("national-2023")
    try test.addStaff()
    for number in 1...5 {
      try test.uploadIdentity(test.enter(RegistrationNumber("\(number)")))
    }
    let numbers = try test.store.reviewNumbers(for: "boss")
    #expect(numbers.days.count == 14)
    #expect(numbers.days.last?.acts == ["submit": 5])
    #expect(numbers.days.dropLast().allSatisfy { $0.acts.isEmpty })
    #expect(numbers.sites.map(\.handedIn) == [5])
  }

  @Test("Waiting counts from handing in, or from the first level's pass; reviewing from the reviewer's first act")
  func durations() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.uploadIdentity(test.enter("1"))
    try test.store.submit("1")
    test.wait(minutes: 10)
    try test.store.claim("1", as: "a")
    test.wait(minutes: 5)
    try test.acceptIdentity("1")
    try test.store.pass("1", as: "a")
    test.wait(minutes: 7)
    try test.store.reject("1", note: "不符合", as: "r")
    test.wait(minutes: 1)
    try test.store.reopen("1", as: "r")
    let reviewers = try test.store.reviewNumbers(for: "boss").reviewers
    #expect(reviewers.map(\.name) == ["a", "r"])
    #expect(reviewers[0].passed == 1 && reviewers[0].waiting.median == 900 && reviewers[0].reviewing.median == 300)
    #expect(reviewers[1].rejected == 1 && reviewers[1].undone == 1)
    #expect(reviewers[1].waiting.ninetieth == 420 && reviewers[1].reviewing.count == 0)
  }

  @Test(
    "Median and 90th percentile are values that occur",
    arguments: [
      ([], nil, nil), ([4], 4, 4), ([1, 2], 1, 2), ([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], 5, 9),
      (Array(1...100), 50, 90),
    ] as [([Int], Int?, Int?)])
  func percentiles(seconds: [Int], median: Int?, ninetieth: Int?) {
    let durations = Durations(seconds)
    #expect(durations.median == median && durations.ninetieth == ninetieth && durations.count == seconds.count)
  }

  @Test("Acts outside of the period do not count") func period() throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.uploadIdentity(test.enter("1"))
    try test.store.submit("1")
    test.wait(minutes: 3 * 24 * 60)
    #expect(try test.store.reviewNumbers(for: "boss", days: 3).sites.map(\.handedIn) == [0])
    #expect(try test.store.reviewNumbers(for: "boss", days: 4).sites.map(\.handedIn) == [1])
    let then = test.store.clock().adding(seconds: -3 * 86_400)
    #expect(try test.store.reviewNumbers(for: "boss", days: 1, until: then).days.map(\.acts) == [["submit": 1]])
  }
}

import Foundation
import HTTPTypes
import HummingbirdTesting
import StoreServer
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Sign-in throttling", .timeLimit(.minutes(20))) struct SignInThrottleTests {
  private func attempt(
    _ account: String, _ address: String = "1.2.3.4", isKnown: Bool = false, isCode: Bool = false
  ) -> SignInThrottle.Attempt {
    SignInThrottle.Attempt(account: account, address: address, isKnown: isKnown, isCode: isCode)
  }

  /// A throttle over an empty store.
  private func makeThrottle(room: Int = 100_000) throws -> (SignInThrottle, Home) {
    let home = try Home()
    return (SignInThrottle(try ReviewStore(at: home.folder), signer: Signer(key: nil), room: room), home)
  }

  /// Where an empty store is.
  private struct Home {
    let folder = NSTemporaryDirectory() + "throttle-" + UUID().uuidString
    private let database: OwnDatabase

    init() throws {
      database = try OwnDatabase()
      try ReviewStore.create(
        at: folder, database: database.address, policy: Policy.shippedYAML("beijing-2024") ?? "")
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test("Wrong guesses from one address soon have to wait, and are forgotten after a time")
  func pair() throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    for _ in 0..<5 { #expect(try throttle.begin(attempt("a"), at: 0) == nil) }
    #expect(try throttle.begin(attempt("a"), at: 0) == 60)
    #expect(try throttle.begin(attempt("b"), at: 0) == nil)
    #expect(try throttle.begin(attempt("a"), at: 61) == nil)
  }

  @Test("Concurrent guesses are throttled like consecutive ones")
  func parallel() async throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    let admitted = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 { group.addTask { try throttle.begin(attempt("a"), at: 0) == nil } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(admitted == 5)
  }

  @Test("A successful or unfinished attempt does not count")
  func takenBack() throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    for _ in 0..<200 {
      #expect(try throttle.begin(attempt("a"), at: 0) == nil)
      try throttle.takeBack(attempt("a"))
      #expect(try throttle.begin(attempt("a"), at: 0) == nil)
      try throttle.succeed(attempt("a"))
    }
    #expect(try throttle.count() == 0)
  }

  @Test("Guesses from many addresses lock out unknown devices for a time, but not the owner's device")
  func account() throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    for address in 0..<1000 { _ = try throttle.begin(attempt("a", "10.0.\(address / 250).\(address % 250)"), at: 0) }
    #expect(try throttle.begin(attempt("a"), at: 0) == 20)
    #expect(try throttle.begin(attempt("a", isKnown: true), at: 0) == nil)
    #expect(try throttle.begin(attempt("a"), at: 21) == nil)
  }

  @Test("Behind an address that is throttled, a known device can sign in, but cannot guess")
  func sharedAddress() throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    for account in 0..<100 { _ = try throttle.begin(attempt("\(account)"), at: 0) }
    for _ in 0..<5 { _ = try throttle.begin(attempt("a"), at: 0) }
    #expect(try throttle.begin(attempt("a"), at: 0) != nil)
    for _ in 0..<5 { #expect(try throttle.begin(attempt("a", isKnown: true), at: 0) == nil) }
    #expect(try throttle.begin(attempt("a", isKnown: true), at: 0) == 60)
  }

  @Test("From one address it takes hours to void a one-time code")
  func codes() throws {
    let (throttle, home) = try makeThrottle()
    defer { home.remove() }
    var seconds = 0.0
    for _ in 0..<Guessing.codes {
      while let wait = try throttle.begin(attempt("a", isCode: true), at: seconds) { seconds += Double(wait) }
    }
    #expect(seconds > 5 * 3600)
  }

  @Test("The memory for throttling is bounded, and the longest unused entry is forgotten first")
  func bound() throws {
    let (throttle, home) = try makeThrottle(room: 300)
    defer { home.remove() }
    for number in 0..<1000 {
      _ = try throttle.begin(attempt("a\(number)", "10.0.\(number / 250).\(number % 250)"), at: Double(number) / 100)
    }
    #expect(try throttle.count() <= 300)
    for _ in 0..<4 { _ = try throttle.begin(attempt("a999", "10.0.3.249"), at: 10) }
    #expect(try throttle.begin(attempt("a999", "10.0.3.249"), at: 10) != nil, "what was counted last is still known")
  }

  @Test("Too many wrong passwords get 429 with Retry-After, in every form they are sent")
  func portal() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      let asking = stranger
      let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
        for _ in 0..<12 {
          group.addTask { try await asking.post("/staff/sign-in", ["name": "admin", "password": "wrong"]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count { $0.status == .unauthorized } == 5)
      #expect(answers.filter { $0.status == .tooManyRequests }.allSatisfy { $0.headers[.retryAfter] == "60" })
      #expect(answers.count { $0.status == .tooManyRequests } == 7)
    }
  }

  @Test("A name that cannot exist leaves nothing in memory except its address's attempt")
  func longNames() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      var stranger = browser
      stranger.visit = Secret.token()
      for number in 0..<4 {
        let name = "\(number)" + String(repeating: "x", count: 50_000)
        let answer = try await stranger.post("/staff/sign-in", ["name": name, "password": "wrong"])
        #expect(answer.status == .unauthorized)
      }
      #expect(try test.portal.desk.authentication.throttle.count() == 3)
    }
  }

  @Test("After a restart a known device is still known, and its open forms still work")
  func restart() async throws {
    let test = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: test.folder) }
    let again = try Portal(test.store, options: PortalOptions()) { test.clock.now }
    let mark = test.portal.desk.authentication.forgery.signer.mark("staff admin", for: "known")
    #expect(again.desk.authentication.forgery.signer.isMark(mark, of: "staff admin", for: "known"))
    #expect(
      again.desk.authentication.forgery.token(of: "visit") == test.portal.desk.authentication.forgery.token(of: "visit")
    )
    let other = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: other.folder) }
    #expect(
      other.portal.desk.authentication.forgery.token(of: "visit")
        != test.portal.desk.authentication.forgery.token(of: "visit"))
  }
}

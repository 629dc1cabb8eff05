import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Wording

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Two portals of one store", .timeLimit(.minutes(20))) struct TwoPortalsTests {
  /// Runs a test with browsers at two portals, each with its own connections to one store.
  private func both(
    _ body: @Sendable @escaping (TestPortal, TestVisitor, TestVisitor) async throws -> Void
  ) async throws {
    let test = try TestPortal()
    let clock = test.clock
    let store = try ReviewStore(at: test.folder, clock: { clock.now })
    let other = try Portal(store, options: PortalOptions()) { clock.now }
    try await test.run { one in
      try await other.application().test(.router) { client in
        try await body(test, one, TestVisitor(client: client, portal: test, visit: nil))
      }
    }
  }

  /// A browser with the same cookie at another portal.
  private func moved(_ browser: TestVisitor, to other: TestVisitor) -> TestVisitor {
    var copy = other
    copy.visit = browser.visit
    return copy
  }

  @Test("Who is signed in at one is signed in at the other, until signing out at either")
  func session() async throws {
    try await both { test, one, other in
      let here = try one.as(.candidate(TestPortal.first))
      let there = moved(here, to: other)
      #expect(try await there.get("/materials").status == .ok)
      // Use at one renews it at the other.
      test.clock.advance(seconds: 29 * 60)
      #expect(try await here.get("/materials").status == .ok)
      test.clock.advance(seconds: 29 * 60)
      #expect(try await there.get("/materials").status == .ok)
      #expect(try await there.post("/sign-out").status == .seeOther)
      #expect(try await here.get("/materials").location?.hasPrefix("/sign-in") == true)
    }
  }

  @Test("What one did is told on the next page of the other, once")
  func news() async throws {
    try await both { test, one, other in
      let here = try one.as(.staff("admin"))
      let visit = try #require(here.visit)
      let news = News(kind: .good, text: Bilingual("It was done over there.", "已在另一处完成。"))
      try test.portal.desk.authentication.sessions.tell(news, to: visit)
      let there = moved(here, to: other)
      #expect(try await there.get("/staff").text.contains("It was done over there."))
      #expect(try await !here.get("/staff").text.contains("It was done over there."))
    }
  }

  @Test("One idempotency key sent to both fills one place")
  func oneKey() async throws {
    try await both { test, one, other in
      let here = try one.as(.candidate(TestPortal.first))
      let there = moved(here, to: other)
      let photo = try Photo.small(3)
      let path = "/materials/education/0/upload"
      async let first = here.upload(path, [photo], key: "one", [.accept: "application/json"])
      async let second = there.upload(path, [photo], key: "one", [.accept: "application/json"])
      let answers = try await [first, second]
      #expect(answers.allSatisfy { $0.status == .ok }, "\(answers.map(\.text))")
      #expect(try test.store.materials(of: TestPortal.first).flatMap(\.pictures).count == 1)
      // And later, too; another key fills another place.
      _ = try await there.upload(path, [photo], key: "one", [.accept: "application/json"])
      #expect(try test.store.materials(of: TestPortal.first).flatMap(\.pictures).count == 1)
      _ = try await there.upload(path, [photo], key: "two", [.accept: "application/json"])
      #expect(try test.store.materials(of: TestPortal.first).flatMap(\.pictures).count == 2)
    }
  }

  @Test("Wrong passwords count at both together")
  func throttle() async throws {
    try await both { _, one, other in
      var statuses: [HTTPResponse.Status] = []
      for number in 0..<6 {
        var stranger = number % 2 == 0 ? one : other
        stranger.visit = Secret.token()
        statuses.append(try await stranger.post("/staff/sign-in", ["name": "admin", "password": "wrong"]).status)
      }
      #expect(statuses.prefix(5).allSatisfy { $0 == .unauthorized } && statuses.last == .tooManyRequests)
    }
  }

  @Test("A one-time code is used once, at whichever portal")
  func code() async throws {
    try await both { test, one, other in
      let code = try test.store.makeCode(for: TestPortal.first).code
      let body =
        #"{"registration":"T-0001","code":"\#(code)","lastSix":"01121X","password":"a calm password"}"#
      let answers = try await [
        one.program(.post, "/api/v1/sessions", body), other.program(.post, "/api/v1/sessions", body),
      ]
      #expect(answers.map(\.status) == [.created, .unauthorized], "\(answers.map(\.text))")
    }
  }

  @Test("While the store is copied, people look and sign in, and acts are refused with the time to come again")
  func closed() async throws {
    try await both { test, one, other in
      let copy = test.folder + "-copy"
      defer { try? FileManager.default.removeItem(atPath: copy) }
      struct Interrupted: Error {}
      #expect(throws: Interrupted.self) {
        try test.store.copy(to: StoreDestination(folder: copy)) { _, _ in throw Interrupted() }
      }
      let candidate = try other.as(.candidate(TestPortal.first))
      #expect(try await candidate.get("/materials").status == .ok)
      let refused = try await candidate.upload(
        "/materials/education/0/upload", [try Photo.small(1)], [.accept: "application/json"])
      #expect(refused.status == .serviceUnavailable && refused.headers[.retryAfter] == "300")
      #expect(refused.text.contains("store-closed") && !refused.text.contains(copy))
      // A portal that starts meanwhile serves too.
      _ = try Portal(test.store, options: PortalOptions()) { test.clock.now }
      _ = try test.store.giveUpCopy()
      let again = try await candidate.upload(
        "/materials/education/0/upload", [try Photo.small(1)], [.accept: "application/json"])
      #expect(again.status == .ok)
    }
  }
}

import Dispatch
import HTTPTypes
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Closing the desk", .timeLimit(.minutes(20))) struct ClosingTests {
  @Test("Closing waits for acts in progress and refuses later ones without changes")
  func finishes() async throws {
    let test = try TestPortal()
    let desk = test.portal.desk
    let photo = try Photo.small(1)
    try test.handIn(TestPortal.second)
    try await test.run { browser in
      let (began, begin) = AsyncStream<Void>.makeStream()
      let goOn = DispatchSemaphore(value: 0)
      async let act = desk.store.ask { store in
        begin.finish()
        goOn.wait()
        return try store.upload(photo, to: "education", of: TestPortal.first)
      }
      for await _ in began {}
      async let closed: Void = desk.close()
      await Self.untilRefused(desk)

      let late = try browser.as(.staff("site-a"))
      let answer = try await late.post(
        "/staff/applications/\(TestPortal.second)/claim", [:], [.accept: "application/json"])
      #expect(answer.status == .serviceUnavailable && answer.text.contains("\"closing\""), "\(answer.text)")
      #expect(answer.headers[.retryAfter] == "60")
      #expect(try test.store.status(of: TestPortal.second).claimedBy == nil)
      let candidate = try browser.as(.candidate(TestPortal.first))
      #expect(try await candidate.post("/submit").location == "/materials")
      let told = try desk.authentication.sessions.takeNews(of: try #require(candidate.visit))
      #expect(told.count == 1 && told[0].text.english.contains("restarted"))
      #expect(try test.store.status(of: TestPortal.first).state == .filling)

      goOn.signal()
      #expect(try await act.picture.bytes > 0)
      await closed
      let pictures = try test.store.materials(of: TestPortal.first).flatMap(\.pictures)
      #expect(pictures.count == 1)
      // When the store is closed too, none of its files is open.
      try test.store.close()
      #expect(try test.openFiles().isEmpty)
    }
  }

  /// Requests until the desk refuses new requests.
  private static func untilRefused(_ desk: Desk) async {
    while (try? await desk.store.ask { _ in }) != nil { await Task.yield() }
  }
}

import Foundation
import HTTPTypes
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Hostile uploads", .timeLimit(.minutes(20))) struct HostileUploadTests {
  static let json: HTTPFields = [.accept: "application/json"]

  @Test("A file that is not a whole picture is refused with a reason, and nothing is stored")
  func noPicture() async throws {
    let test = try TestPortal()
    let names = try FileManager.default.subpathsOfDirectory(atPath: test.folder).filter {
      !$0.hasPrefix("store.sqlite")
    }
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let photo = try Photo.small(1)
      let bombHead: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 3, 0x0D, 0x40, 0, 3,
        0x0D, 0x40, 8, 2, 0, 0, 0, 0, 0, 0, 0,
      ]
      let attempts: [[UInt8]] = [
        Array("<html><script>alert(1)</script></html>".utf8), Array(photo.prefix(photo.count / 2)), [0xFF, 0xD8, 0xFF],
        bombHead, Array(repeating: 0, count: 100_000),
      ]
      for (index, bytes) in attempts.enumerated() {
        let answer = try await candidate.upload("/materials/education/1/upload", [bytes], Self.json)
        #expect(answer.status == .unprocessableContent, "attempt \(index): \(answer.text)")
        #expect(answer.text.contains("\"message\":"))
      }
      #expect(try test.store.status(of: TestPortal.first).version == 1)
      let after = try FileManager.default.subpathsOfDirectory(atPath: test.folder)
        .filter { !$0.hasPrefix("store.sqlite") }
      #expect(after.sorted() == names.sorted())
    }
  }

  @Test("An empty file is reported as empty; a file name is cut to a length that can be shown")
  func namesAndNothing() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let empty = try await candidate.upload("/materials/education/1/upload", [[]], Self.json)
      #expect(empty.status == .unprocessableContent && empty.text.contains("\"empty-file\""), "\(empty.text)")
      let unchosen = try await candidate.upload("/materials/education/1/upload", [[]], name: "", Self.json)
      #expect(unchosen.text.contains("\"no-file\""))
      let negative = try await candidate.upload("/materials/education/-1/upload", [Photo.small(1)], Self.json)
      #expect(negative.status == .notFound)
      for (name, shown) in [
        ("../../etc/passwd.jpg", "passwd.jpg"), ("a\0b.jpg", "ab.jpg"),
        (String(repeating: "n", count: 4096) + ".jpg", String(repeating: "n", count: 60)),
      ] {
        let answer = try await candidate.upload("/materials/education/1/upload", [[1, 2, 3]], name: name, Self.json)
        #expect(
          answer.status == .unprocessableContent && answer.text.contains("\"file\":\"\(shown)\""), "\(answer.text)")
      }
      #expect(try test.store.status(of: TestPortal.first).version == 1)
    }
  }

  @Test("A form that is truncated, has no boundary or too many parts is refused")
  func badForms() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      var whole = Multipart.Body()
      whole.add("token", test.token(candidate.visit ?? ""))
      whole.add("photo", try Photo.small(1), fileName: "a.jpg")
      var crowd = whole
      for _ in 0..<20 { crowd.add("photo", [1, 2, 3], fileName: "b.jpg") }
      let bodies: [(String, [UInt8])] = [
        (Multipart.type, Array(whole.finished.dropLast(30))), ("multipart/form-data", whole.finished),
        ("text/plain", whole.finished), (Multipart.type, crowd.finished),
      ]
      for (type, bytes) in bodies {
        let answer = try await candidate.client.execute(
          uri: "/materials/education/1/upload", method: .post,
          headers: [
            .cookie: "visit=\(candidate.visit ?? "")", .contentType: type, .accept: "application/json",
          ], body: .init(bytes: bytes))
        #expect(answer.status == .badRequest || answer.status == .contentTooLarge, "\(type)")
      }
      #expect(try test.store.status(of: TestPortal.first).version == 1)
    }
  }

  @Test("Beyond the limit of waiting uploads, the response is 503 with Retry-After, and nothing is stored")
  func tooMany() async throws {
    var options = PortalOptions()
    options.picturesAtOnce = 1
    options.picturesWaiting = 0
    let test = try TestPortal(options: options)
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let (blocked, release) = AsyncStream<Void>.makeStream()
      let (began, begin) = AsyncStream<Void>.makeStream()
      let pictures = test.portal.desk.uploads.pictures
      async let holder: Void = pictures.run(for: "somebody") {
        begin.finish()
        for await _ in blocked {}
      }
      for await _ in began {}
      let answer = try await candidate.upload("/materials/education/1/upload", [Photo.small(1)], key: "k", Self.json)
      #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] != nil)
      release.finish()
      try await holder
      let again = try await candidate.upload("/materials/education/1/upload", [Photo.small(1)], key: "k", Self.json)
      #expect(again.status == .ok)
    }
  }

  @Test("A full disk during an upload is reported, with advice to retry later")
  func fullDisk() {
    let problem = Problem(StoreError(errno: ENOSPC))
    #expect(problem.status == .serviceUnavailable && problem.code == "no-space" && problem.retryAfter == 300)
    #expect(Problem(StoreError(errno: EIO)).status == .internalServerError)
  }
}

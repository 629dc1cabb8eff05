import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Documents on the pages", .timeLimit(.minutes(20))) struct DocumentTests {
  /// A PDF whose pages each have a grey square, without a table of its objects.
  private func pdf(pages count: Int) -> [UInt8] {
    let kids = (0..<count).map { "\($0 * 2 + 3) 0 R" }.joined(separator: " ")
    var text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    text += "2 0 obj<</Type/Pages/Kids[\(kids)]/Count \(count)>>endobj\n"
    for page in 0..<count {
      let drawing = "0.\(page % 9) g 100 100 200 300 re f"
      text +=
        "\(page * 2 + 3) 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents \(page * 2 + 4) 0 R>>endobj\n"
      text += "\(page * 2 + 4) 0 obj<</Length \(drawing.utf8.count)>>stream\n\(drawing)\nendstream endobj\n"
    }
    return Array((text + "trailer<</Root 1 0 R>>\n").utf8)
  }

  private func pictures(_ test: TestPortal) throws -> [PictureStatus] {
    try test.store.materials(of: TestPortal.first)[0].pictures
  }

  @Test("A document of one page is stored as a picture, whose page can be turned and cropped") func onePage()
    async throws
  {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let stored = try await candidate.upload(
        "/materials/identity/1/upload", [pdf(pages: 1)], name: "form.pdf", [.accept: "application/json"])
      #expect(stored.status == .ok, "\(stored.text)")
      #expect(try pictures(test).count == 1)
      let adjust = try await candidate.get("/materials/identity/1/adjust")
      #expect(adjust.status == .ok)
    }
  }

  @Test("Of several pages the candidate chooses one, without a script") func choosing() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let asked = try await candidate.upload("/materials/identity/1/upload", [pdf(pages: 3)], name: "form.pdf")
      let address = try #require(asked.location)
      #expect(asked.status == .seeOther && address.hasPrefix("/documents/"))
      #expect(try pictures(test).isEmpty)

      let page = try await candidate.get(address)
      #expect(page.status == .ok && page.text.contains("form.pdf") && page.text.contains("3 pages"))
      for number in 1...3 { #expect(page.text.contains("<button name=\"page\" value=\"\(number)\">")) }
      let small = try await candidate.get("\(address)/2")
      let facts = try PictureFacts(of: Array(buffer: small.body))
      #expect(max(facts.width, facts.height) <= Thumbnails.longSide)
      #expect(try await candidate.get("\(address)/4").status == .unprocessableContent)

      let other = try browser.as(.candidate(TestPortal.second))
      #expect(try await other.get(address).status == .gone)
      #expect(try await other.get("\(address)/1").status == .gone)

      let wrong = try await candidate.post(address, ["page": "9", "key": "a"])
      #expect(wrong.status == .seeOther && wrong.location == "/materials#place-identity-1")
      #expect(try await candidate.get("/materials").text.contains("there is no page 9"))
      let chosen = try await candidate.post(address, ["page": "2", "key": "b"])
      #expect(chosen.status == .seeOther && chosen.location == "/materials#place-identity-1")
      #expect(try pictures(test).count == 1)

      _ = try await candidate.post("/originals/done")
      #expect(try await candidate.get(address).status == .gone)
    }
  }

  @Test("A script and a program are told the pages; a program names one") func programs() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      let asked = try await candidate.upload(
        "/materials/identity/1/upload", [pdf(pages: 2)], [.accept: "application/json"])
      #expect(asked.status == .unprocessableContent)
      #expect(asked.text.contains("\"several-pages\"") && asked.text.contains("\"completeAt\":\"/documents/"))

      let body = String(decoding: pdf(pages: 2), as: UTF8.self)
      let path = "/api/v1/application/materials/identity/pictures"
      let undecided = try await candidate.program(.post, path, body)
      #expect(undecided.status == .unprocessableContent && undecided.text.contains("\"several-pages\""))
      #expect(!undecided.text.contains("completeAt"))
      #expect(try await candidate.program(.post, path + "?page=2", body).status == .created)
      #expect(try await candidate.program(.post, path + "?page=0", body).status != .created)
      #expect(try pictures(test).count == 1)
    }
  }

  @Test("Documents are held in bounds, and not for ever") func bounds() throws {
    let held = HeldOriginals()
    let file = UploadForm.File(name: "a", spool: try SpoolFile(in: "/tmp", limit: 10))
    let document = HeldOriginals.Document(
      file: file, pageCount: 2, material: "identity", position: 1, edits: PhotoEdits())
    let hand = Hand(registration: TestPortal.first)
    let ids = (Int64(0)..<5).map { held.hold(document, by: hand, at: Moment(milliseconds: $0 * 1000)) }
    func isHeld(_ id: String, at second: Int) -> Bool {
      held.document(id, by: hand, at: Moment(milliseconds: Int64(second) * 1000)) != nil
    }
    #expect(ids.map { isHeld($0, at: 10) } == [false, true, true, true, true])
    #expect(!isHeld(ids[4], at: 1810))
    held.release(of: TestPortal.second)
    #expect(isHeld(ids[4], at: 10))
    held.release(of: TestPortal.first)
    #expect(!isHeld(ids[4], at: 10))
  }
}

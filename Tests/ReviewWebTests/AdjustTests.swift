import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ImageKit
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Turning and cropping on the pages", .timeLimit(.minutes(20))) struct AdjustTests {
  private static let place = Place("identity", 1)
  private static let path = "/materials/identity/1/adjust"

  /// A photo of 800 × 600 pixels without text.
  private func photo() throws -> [UInt8] {
    var picture = PlanarPicture(luma: Plane(width: 800, height: 600), chroma: nil)
    for y in 0..<600 { for x in 0..<800 { picture.luma[x, y] = UInt8((x + 2 * y) / 9 % 200 + 20) } }
    return try BudgetEncoder(maxBytes: 100_000).encode(picture).bytes
  }

  /// A white page on a dark table, 800 × 600 pixels.
  private func pageOnTable() throws -> [UInt8] {
    var picture = PlanarPicture(luma: Plane(width: 800, height: 600, filledWith: 60), chroma: nil)
    for y in 90..<510 { for x in 160..<640 { picture.luma[x, y] = 225 } }
    return try BudgetEncoder(maxBytes: 100_000).encode(picture).bytes
  }

  private func stored(_ test: TestPortal, _ place: Place = place) throws -> StoredPicture? {
    let material = try test.store.materials(of: TestPortal.first).first { $0.rule.id == place.material }
    return material?.pictures.first { $0.position == place.position }?.picture
  }

  /// Sends a form of the adjusting page for the picture that is stored now.
  private func adjust(
    _ candidate: TestVisitor, _ fields: KeyValuePairs<String, String>, shown: String? = nil
  ) async throws -> (status: HTTPResponse.Status, text: String) {
    let picture = try shown ?? stored(candidate.portal)?.sha256.rawValue ?? "none"
    let all = fields.map { ($0.key, $0.value) } + [("picture", picture), ("key", UUID().uuidString)]
    let text = all.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
    var headers: HTTPFields = [.accept: "application/json", .contentType: "application/x-www-form-urlencoded"]
    headers[.cookie] = "visit=\(candidate.visit ?? ""); language=en"
    let mark = candidate.portal.token(candidate.visit ?? "")
    let answer = try await candidate.client.execute(
      uri: Self.path, method: .post, headers: headers,
      body: ByteBuffer(string: (text + ["token=\(mark)"]).joined(separator: "&")))
    return (answer.status, answer.text)
  }

  @Test("Turns and crops are made of the photo as it was received, by forms that need no script")
  func fromTheOriginal() async throws {
    let test = try TestPortal()
    let photo = try photo()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo])
      #expect(try await candidate.get("/materials").text.contains("href=\"\(Self.path)\""))
      let page = try await candidate.get(Self.path)
      #expect(page.status == .ok && page.text.contains("<button name=\"turn\" value=\"90\">"))
      #expect(page.text.contains("<button name=\"crop\" value=\"rectangle\">"))
      let shown = try await candidate.get("\(Self.path)/photo?turn=90")
      let facts = try PictureFacts(of: Array(buffer: shown.body))
      #expect(facts.width < facts.height, "the photo is shown as it would be turned")

      let first = try #require(try stored(test))
      let sent = try await candidate.post(
        Self.path, ["picture": first.sha256.rawValue, "turn": "90", "key": UUID().uuidString])
      #expect(sent.status == .seeOther && sent.location == Self.path)
      #expect(try stored(test).map { $0.width < $0.height } == true)
      #expect(try await adjust(candidate, ["turn": "180"]).status == .ok)
      #expect(
        try await adjust(
          candidate, ["crop": "rectangle", "left": "0", "top": "10", "right": "50.5", "bottom": "100"]
        ).status == .ok)
      // Had a stored picture been turned or cropped, this one would have more than one stamp.
      let edits = PhotoEdits(turn: 180, crop: .part(try PicturePart(left: 0, top: 0.1, right: 0.505, bottom: 1)))
      try test.store.upload(photo, to: "education", of: TestPortal.first, edits)
      #expect(try stored(test)?.sha256 == stored(test, Place("education", 1))?.sha256)

      #expect(try await adjust(candidate, ["turn": "0"]).status == .ok)
      let turned = PhotoEdits(turn: 0, crop: .part(try PicturePart(left: 0.495, top: 0, right: 1, bottom: 0.9)))
      try test.store.upload(photo, to: "education", of: TestPortal.first, turned)
      #expect(
        try stored(test)?.sha256 == stored(test, Place("education", 2))?.sha256, "the rectangle turns with the photo")
      #expect(try await adjust(candidate, ["crop": "whole"]).status == .ok)
      #expect(try stored(test)?.sha256 == first.sha256)
      // The test's accounts were written without entries in the log.
      #expect(try test.store.verify().problems.allSatisfy { $0.kind == .audit })
    }
  }

  @Test("The page that is found in a photo is drawn and offered") func foundPage() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [pageOnTable()])
      let page = try await candidate.get(Self.path).text
      #expect(page.contains("<polygon class=\"found\" points=\""))
      #expect(page.contains("<button name=\"crop\" value=\"page\">"))
      #expect(try await adjust(candidate, ["crop": "page"]).status == .ok)
      let picture = try #require(try stored(test))
      let shape = Double(picture.width) / Double(picture.height)
      let expected: Double = 480 / 420
      #expect(abs(shape - expected) < 0.05)
    }
  }

  @Test("A photo is turned and cropped before it is stored, as a form or a program asks")
  func beforeStoring() async throws {
    let test = try TestPortal()
    let photo = try photo()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      var body = Multipart.Body()
      body.add("token", test.token(candidate.visit ?? ""))
      body.add("turn", "270")
      body.add("crop", "0,0,0.5,1")
      body.add("photo", photo, fileName: "a.jpg")
      var headers: HTTPFields = [.accept: "application/json", .contentType: Multipart.type]
      headers[.cookie] = "visit=\(candidate.visit ?? "")"
      let sent = try await candidate.client.execute(
        uri: "/materials/identity/1/upload", method: .post, headers: headers, body: ByteBuffer(bytes: body.finished))
      #expect(sent.status == .ok)
      let part = try PicturePart(left: 0, top: 0, right: 0.5, bottom: 1)
      try test.store.upload(
        photo, to: "education", of: TestPortal.first, PhotoEdits(turn: 270, crop: .part(part)))
      #expect(try stored(test)?.sha256 == stored(test, Place("education", 1))?.sha256)

      let api = "/api/v1/application/materials/education/pictures"
      let bearer: HTTPFields = [.authorization: "Bearer \(candidate.visit ?? "")"]
      let program = try await candidate.client.execute(
        uri: "\(api)?turn=270&crop=0,0,0.5,1", method: .post, headers: bearer, body: ByteBuffer(bytes: photo))
      #expect(program.status == .created && program.text.contains("\"turned\":0"), "\(program.text)")
      #expect(try stored(test)?.sha256 == stored(test, Place("education", 2))?.sha256)
      for query in ["turn=45", "crop=0,0,2,1", "crop=nan,0,1,1", "crop=0,0,0.01,1"] {
        let refused = try await candidate.client.execute(
          uri: "\(api)?\(query)", method: .post, headers: bearer, body: ByteBuffer(bytes: photo))
        #expect(refused.status == .unprocessableContent, "\(query)")
      }
      #expect(try test.store.materials(of: TestPortal.first)[1].pictures.count == 2)
    }
  }

  @Test("A turn or rectangle that makes no sense is refused, and changes nothing") func nonsense() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo()])
      let before = try stored(test)
      let forms: [KeyValuePairs<String, String>] = [
        ["turn": "45"], ["turn": "-90"], ["turn": "1e2"], ["crop": "x"], ["crop": "0,0,1"], ["crop": "0,0,nan,1"],
        ["crop": "rectangle"], ["crop": "rectangle", "left": "a", "top": "0", "right": "1", "bottom": "1"],
        ["crop": "rectangle", "left": "0", "top": "0", "right": "4", "bottom": "100"],
        ["crop": "rectangle", "left": "-1e308", "top": "0", "right": "inf", "bottom": "100"],
        ["crop": "0,0,0.1,1"],
      ]
      for form in forms {
        let refused = try await adjust(candidate, form)
        #expect(refused.status == .unprocessableContent && refused.text.contains("Nothing was changed"), "\(form)")
      }
      #expect(try stored(test) == before)
      #expect(try await candidate.get("\(Self.path)/photo?turn=nan").status == .unprocessableContent)
      #expect(try await adjust(candidate, ["turn": "90"]).status == .ok, "the photo is still there")
    }
  }

  @Test(
    "The photo is released when its picture is done with: late forms are answered and change nothing",
    arguments: ["done", "all", "sign-out", "time", "replaced"])
  func released(how: String) async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let originals = test.portal.desk.uploads.originals
      var candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo()])
      #expect(originals.count == 1 && originals.bytes > 0)
      switch how {
      case "done": _ = try await candidate.post("\(Self.path)/done")
      case "all": _ = try await candidate.post("/originals/done")
      case "sign-out":
        _ = try await candidate.post("/sign-out")
        candidate = try browser.as(.candidate(TestPortal.first))
      case "time":
        test.clock.advance(seconds: 1799)
        originals.releaseExpired(at: test.clock.now)
        #expect(originals.count == 1)
        test.clock.advance(seconds: 1)
        originals.releaseExpired(at: test.clock.now)
        candidate = try browser.as(.candidate(TestPortal.first))
      default:
        // By another process.
        try test.store.remove(Self.place, of: TestPortal.first)
        try test.store.upload(Photo.small(3), to: "identity", of: TestPortal.first, position: 1)
      }
      let page = try await candidate.get("/materials").text
      #expect(originals.count == 0 && originals.bytes == 0)
      #expect(!page.contains(Self.path) && page.contains("See it large"))
      let before = try stored(test)
      let late = try await adjust(candidate, ["turn": "90"])
      #expect(late.status == .gone && late.text.contains("upload it again"), "\(late)")
      #expect(try stored(test) == before)
      #expect(try await candidate.get(Self.path).location == "/materials#place-identity-1")
      #expect(try await candidate.get("\(Self.path)/photo?turn=0").status == .gone)
    }
  }

  @Test("Nothing can be adjusted once it is locked, and the photos are released") func locked() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for position in 1...2 {
        _ = try await candidate.upload("/materials/identity/\(position)/upload", [Photo.small(position)])
      }
      #expect(test.portal.desk.uploads.originals.count == 2)
      let version = try test.store.status(of: TestPortal.first).forCandidate.version
      _ = try await candidate.post("/submit", ["version": "\(version)"])
      #expect(test.portal.desk.uploads.originals.count == 0)
      let late = try await adjust(candidate, ["turn": "90"])
      #expect(late.status == .conflict && late.text.contains("\"locked\""))
      #expect(try await candidate.get(Self.path).location == "/materials#place-identity-1")
      #expect(try await !candidate.get("/materials").text.contains("/adjust"))
    }
  }

  @Test("A reviewer's mark releases the photo") func accepted() async throws {
    let test = try TestPortal(policy: "national-2023")
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      for position in 1...2 {
        _ = try await candidate.upload("/materials/identity/\(position)/upload", [Photo.small(position)])
      }
      let staff = try browser.as(.staff("site-a"))
      _ = try await staff.post("/staff/applications/T-0001/pictures/identity/1/accept")
      #expect(test.portal.desk.uploads.originals.count == 1)
      #expect(try await adjust(candidate, ["turn": "90"]).status == .conflict)
    }
  }

  @Test("A picture that was replaced meanwhile is not adjusted, and its photo stays") func stale() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo()])
      let first = try #require(try stored(test)?.sha256.rawValue)
      #expect(try await adjust(candidate, ["turn": "90"]).status == .ok)
      let stale = try await adjust(candidate, ["turn": "180"], shown: first)
      #expect(stale.status == .conflict && stale.text.contains("stale-version"))
      #expect(try await adjust(candidate, ["turn": "180"]).status == .ok)
    }
  }

  @Test("Nobody else sees or adjusts a candidate's photo") func others() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo()])
      let before = try stored(test)
      let other = try browser.as(.candidate(TestPortal.second))
      #expect(try await other.get(Self.path).status == .notFound)
      #expect(try await other.get("\(Self.path)/photo?turn=0").status == .gone)
      #expect(try await adjust(other, ["turn": "90"], shown: before?.sha256.rawValue).status == .notFound)
      let staff = try browser.as(.staff("admin"))
      #expect(try await staff.get("\(Self.path)/photo?turn=0").status == .seeOther)
      let fields: KeyValuePairs = ["turn": "90", "picture": before?.sha256.rawValue ?? ""]
      #expect(try await staff.post(Self.path, fields).status == .seeOther)
      #expect(try await candidate.post(Self.path, fields, token: "x").status == .forbidden)
      #expect(
        try await candidate.post(Self.path, fields, token: nil, [.secFetchSite: "cross-site"]).status == .forbidden)
      for path in ["\(Self.path)/done", "/originals/done"] {
        #expect(try await candidate.post(path, [:], token: "x").status == .forbidden)
        _ = try await other.post(path)
      }
      #expect(try stored(test) == before && test.portal.desk.uploads.originals.count == 1)
    }
  }

  @Test("What was turned by its text says so, and can be turned back while the photo is held")
  func turnedByText() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let candidate = try browser.as(.candidate(TestPortal.first))
      _ = try await candidate.upload("/materials/identity/1/upload", [photo()])
      #expect(try await !candidate.get("/materials").text.contains("Turned upright"))
      try test.store.database.maintain { try $0.execute(sql: "UPDATE look SET turned = 90") }
      let page = try await candidate.get("/materials").text
      #expect(page.contains("Turned upright automatically") && page.contains("<button>Turn it back</button>"))
      _ = try await candidate.post("/originals/done")
      let later = try await candidate.get("/materials").text
      #expect(later.contains("Turned upright automatically") && !later.contains("Turn it back"))
      #expect(later.contains("upload the photo again"))
    }
  }
}

@Suite("Held originals") struct HeldOriginalsTests {
  private let now = Moment(milliseconds: 1_700_000_000_000)

  private func spool(_ bytes: Int) throws -> SpoolFile {
    let file = try SpoolFile(in: NSTemporaryDirectory(), limit: 10_000)
    try [UInt8](repeating: 1, count: bytes).withUnsafeBytes { try file.append($0) }
    return file
  }

  private func hold(
    _ held: HeldOriginals, _ number: RegistrationNumber, _ position: Int, bytes: Int = 100, after seconds: Int = 0
  ) throws {
    held.hold(
      try spool(bytes), turned: 0, .whole, behind: Digest(of: [UInt8(position)]), at: Place("identity", position),
      of: number, at: now.adding(seconds: seconds))
  }

  private func isHeld(_ held: HeldOriginals, _ number: RegistrationNumber, _ position: Int) -> Bool {
    held.original(at: Place("identity", position), of: number, at: now.adding(seconds: 100)) != nil
  }

  @Test("Beyond each bound the oldest go first") func bounds() throws {
    let held = HeldOriginals(.init(bytes: 1000, count: 4, each: 2, seconds: 1800))
    for position in 1...3 { try hold(held, "1", position, after: position) }
    #expect(!isHeld(held, "1", 1) && isHeld(held, "1", 2) && isHeld(held, "1", 3), "two of one candidate")
    try hold(held, "2", 1, after: 10)
    try hold(held, "2", 2, after: 11)
    try hold(held, "3", 1, after: 12)
    #expect(held.count == 4 && !isHeld(held, "1", 2), "four of all")
    try hold(held, "3", 2, bytes: 850, after: 13)
    #expect(held.bytes <= 1000 && isHeld(held, "3", 2) && isHeld(held, "3", 1) && held.count == 2, "bytes")
    try hold(held, "4", 1, bytes: 1001, after: 14)
    #expect(held.count == 2 && !isHeld(held, "4", 1), "one that is too large is not held at all")
    try hold(held, "3", 1, after: 15)
    #expect(held.count == 2 && held.bytes == 950, "a photo takes the place of the one before")
    try hold(held, "5", 1, after: 1814)
    #expect(held.count == 2, "what has expired goes with the next photo")
    held.releaseAll()
    #expect(held.count == 0 && held.bytes == 0)
  }

  @Test("Photos and documents share the bounds of all files, and each keeps its own") func documents() throws {
    let held = HeldOriginals(.init(bytes: 1000, count: 4, each: 2, documents: (each: 2, all: 3), seconds: 1800))
    func hold(_ hand: Hand, bytes: Int, after seconds: Int) throws -> String {
      let file = UploadForm.File(name: "form.pdf", spool: try spool(bytes))
      let document = HeldOriginals.Document(
        file: file, pageCount: 2, material: "identity", position: 1, edits: PhotoEdits())
      return held.hold(document, by: hand, at: now.adding(seconds: seconds))
    }
    func isHeld(_ id: String, _ hand: Hand) -> Bool {
      held.document(id, by: hand, at: now.adding(seconds: 100)) != nil
    }
    let (own, clerks) = (Hand(registration: "1"), Hand(registration: "1", clerk: "wang"))
    try self.hold(held, "1", 1, after: 1)
    try self.hold(held, "1", 2, after: 2)
    let first = try hold(own, bytes: 100, after: 3)
    let second = try hold(clerks, bytes: 100, after: 4)
    #expect(held.count == 4 && held.bytes == 400 && self.isHeld(held, "1", 1), "each kind has its own bounds")
    #expect(isHeld(first, own) && !isHeld(first, clerks) && isHeld(second, clerks), "only the sender finds it")
    let third = try hold(own, bytes: 100, after: 5)
    #expect(held.count == 4 && !self.isHeld(held, "1", 1) && isHeld(first, own), "four files of all")
    _ = try hold(Hand(registration: "2"), bytes: 100, after: 6)
    #expect(!isHeld(first, own) && isHeld(third, own) && self.isHeld(held, "1", 2), "three documents of all")
    _ = try hold(Hand(registration: "3"), bytes: 900, after: 7)
    #expect(held.bytes <= 1000 && held.count == 2 && !self.isHeld(held, "1", 2), "the bytes of all files")
  }
}

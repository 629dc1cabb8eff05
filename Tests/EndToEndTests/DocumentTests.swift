import Foundation
import Testing

@Suite("PDF and TIFF on the command line") struct DocumentTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func codes(_ object: [String: Any]) -> [String] {
    (object["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }

  @Test("The only page of a document is prepared like a photo, at a resolution that fills the budget")
  func onePage() throws {
    try bench.put(Photos.pdf(pages: 1), "form.pdf")
    let run = try bench.run("uploadprep prepare form.pdf --json")
    let made = try #require(run.objects.first)
    #expect(run.status == 0, "\(run.error)")
    #expect(made["output"] as? String == "form.upload.jpg")
    #expect(made["inputHeight"] as? Int == 3508 && made["pages"] as? Int == 1 && made["pageNumber"] as? Int == 1)
    #expect((made["outputBytes"] as? Int ?? .max) <= 200_000 && made["route"] as? String == "encoded")
    // The document's name says nothing about the page.
    #expect(!codes(made).contains("extension-mismatch"))
    let checked = try bench.run("uploadprep check form.upload.jpg --no-content --json")
    #expect(checked.status == 0, "\(checked.output)")
  }

  @Test("Of several pages one is chosen, or each gets a picture; without a choice the count is told")
  func severalPages() throws {
    try bench.put(Photos.pdf(pages: 3), "form.pdf")
    let undecided = try bench.run("uploadprep prepare form.pdf --json")
    #expect(undecided.status == 64)
    #expect(undecided.errors.first?["code"] as? String == "several-pages")
    let message = undecided.errors.first?["message"] as? String ?? ""
    #expect(message.contains("3 pages") && message.contains("--page 1") && message.contains("--page all"))
    #expect(try bench.run("uploadprep prepare form.pdf --page 2 -o two.jpg").status == 0)
    let none = try bench.run("uploadprep prepare form.pdf --page 4 --json")
    #expect(none.status == 64 && none.errors.first?["code"] as? String == "no-such-page")

    try bench.put(Photos.jpeg(), "photo.jpg")
    let all = try bench.run("uploadprep prepare form.pdf photo.jpg --page all --out-dir out --upright exif --json")
    #expect(
      all.objects.compactMap { $0["output"] as? String }
        == ["out/form-1.upload.jpg", "out/form-2.upload.jpg", "out/form-3.upload.jpg", "out/photo.upload.jpg"])
    let pages = try (1...3).map { try bench.bytes("out/form-\($0).upload.jpg") }
    #expect(Set(pages).count == 3)
    #expect(try bench.bytes("out/form-2.upload.jpg") == bench.bytes("two.jpg"))
    #expect(try bench.run("uploadprep prepare form.pdf --page all -o x.jpg").status == 64)
    #expect(try bench.run("uploadprep prepare form.pdf --page 0").status == 64)
  }

  @Test("A document comes by a pipe too, and is not prepared twice") func pipeAndAgain() throws {
    try bench.put(Photos.pdf(pages: 2), "form.pdf")
    let piped = try bench.run("uploadprep prepare - --page 1 < form.pdf > a.jpg")
    #expect(try piped.status == 0 && bench.bytes("a.jpg").starts(with: [0xFF, 0xD8]))
    #expect(try bench.run("uploadprep prepare form.pdf --page all").status == 0)
    #expect(try bench.run("uploadprep prepare form.pdf --page all").status == 73)
    let again = try bench.run("uploadprep prepare form.pdf --page all --skip-existing --json")
    #expect(again.status == 0 && again.objects.count { $0["skipped"] != nil } == 2)
    let dry = try bench.run("uploadprep prepare form.pdf --page 2 --dry-run --force --json")
    #expect(dry.status == 0 && dry.objects[0]["dryRun"] as? Bool == true)
    #expect(try bench.run("uploadprep prepare form.pdf --page 3 --dry-run --force").status == 64)
  }

  @Test("check tells the pages of a document and the command, and what is wrong with a damaged one")
  func check() throws {
    try bench.put(Photos.pdf(pages: 1), "one.pdf")
    try bench.put(Photos.pdf(pages: 2), "two.pdf")
    try bench.put(Array("%PDF-1.4\n".utf8), "torn.pdf")
    try bench.put(Array("II*\0".utf8), "torn.tif")
    let run = try bench.run("uploadprep check one.pdf two.pdf torn.pdf torn.tif --json")
    #expect(run.status == 1)
    let found = run.objects.dropLast().map { codes($0) }
    #expect(
      found == [["wrong-format"], ["wrong-format"], ["wrong-format", "unreadable"], ["wrong-format", "unreadable"]])
    #expect(run.objects.prefix(2).map { $0["pages"] as? Int } == [1, 2])
    #expect(run.objects.prefix(4).map { $0["format"] as? String } == ["pdf", "pdf", "pdf", "tiff"])
    #expect(
      run.output.contains("`uploadprep prepare one.pdf`")
        && run.output.contains("`uploadprep prepare two.pdf --page 1`"))
    let torn = try bench.run("uploadprep prepare torn.pdf --json")
    #expect(torn.status == 65 && torn.errors.first?["code"] as? String == "damaged-document")
  }

  @Test("inspect tells the pages of a document, their sizes, and whether it is locked") func inspect() throws {
    try bench.put(Photos.pdf(pages: 2), "two.pdf")
    let run = try bench.run("uploadprep inspect two.pdf --json")
    #expect(run.status == 0, "\(run.error)")
    let sheet = try #require(run.objects.first)
    #expect(sheet["format"] as? String == "pdf" && sheet["pages"] as? Int == 2 && sheet["locked"] as? Bool == false)
    let sizes = try #require(sheet["pageSizes"] as? [[String: Any]])
    #expect(sizes.map { $0["page"] as? Int } == [1, 2])
    #expect(sizes.allSatisfy { $0["paper"] as? String == "A4" && $0["widthMillimetres"] as? Double == 209.9 })
    #expect(codes(sheet) == ["wrong-format"])
    let chinese = try bench.run("uploadprep inspect two.pdf --lang zh")
    #expect(chinese.output.contains("第 1–2 页") && chinese.output.contains("210 × 297 毫米"), "\(chinese.output)")

    try bench.put(Photos.lockedPDF, "locked.pdf")
    let locked = try bench.run("uploadprep inspect locked.pdf --json")
    #expect(locked.status == 0, "\(locked.error)")
    #expect(locked.objects.first?["locked"] as? Bool == true && locked.objects.first?["pages"] is NSNull)
    #expect(try bench.run("uploadprep inspect locked.pdf").output.contains("opens only with a password"))
    #expect(try bench.run("uploadprep inspect locked.pdf --page 1").status == 65)
    try bench.put(Array("%PDF-1.4\n".utf8), "torn.pdf")
    let torn = try bench.run("uploadprep inspect torn.pdf --json")
    #expect(torn.status == 65 && torn.errors.first?["code"] as? String == "damaged-document")
  }

  @Test("inspect tells the same of a page as of a picture, and judges no file that does not exist") func inspectPage()
    throws
  {
    try bench.put(Photos.pdf(pages: 2), "two.pdf")
    let run = try bench.run("uploadprep inspect two.pdf --page 2 --json")
    #expect(run.status == 0, "\(run.error)")
    let sheet = try #require(run.objects.first)
    #expect(sheet["height"] as? Int == 3508 && sheet["pageNumber"] as? Int == 2 && sheet["pages"] as? Int == 2)
    #expect(sheet["content"] is [String: Any] && sheet["format"] as? String == "pdf")
    #expect(try sheet["bytes"] as? Int == bench.bytes("two.pdf").count)
    #expect(!codes(sheet).contains("too-many-bytes") && !codes(sheet).contains("wrong-format"))
    #expect(try bench.run("uploadprep inspect - --page 1 < two.pdf").output.contains("PDF, page 1 of 2"))
    #expect(try bench.run("uploadprep inspect two.pdf --page 3").status == 64)
    #expect(try bench.run("uploadprep inspect two.pdf --page 0").status == 64)
    try bench.put(Photos.jpeg(), "photo.jpg")
    #expect(try bench.run("uploadprep inspect photo.jpg --page 1").status == 0)
    #expect(try bench.run("uploadprep inspect photo.jpg --page 2").status == 64)
  }

  @Test("A store takes a page of a document") func store() throws {
    try bench.put(Photos.pdf(pages: 2), "form.pdf")
    let script = """
      uploadprep store init --policy national-2023 &&
      uploadprep registration add R1 --name 张三 --category 临床 --site A --id-number 11010119900307888X &&
      uploadprep registration activate R1
      """
    let made = try bench.run(script)
    #expect(made.status == 0, "\(made.error)")
    let undecided = try bench.run("uploadprep upload R1 identity form.pdf --json")
    #expect(undecided.status == 64, "\(undecided.error)")
    let uploaded = try bench.run("uploadprep upload R1 identity form.pdf --page 2 --json")
    #expect(uploaded.status == 0, "\(uploaded.error)")
  }
}

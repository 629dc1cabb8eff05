/// A PDF file, written by hand.
struct PDFFile {
  /// The objects after the catalogue and the page tree: number 3 and following.
  var objects: [String] = []
  /// The object numbers of the pages.
  var pages: [Int] = []
  /// Entries of the catalogue.
  var catalogue = ""
  /// Entries of the trailer.
  var trailer = ""
  /// The page tree's object, where it is not the ordinary one.
  var tree: String?

  /// The object number that the next object gets.
  private var next: Int { objects.count + 3 }

  /// Adds an object and returns its number.
  mutating func add(_ object: String) -> Int {
    objects.append(object)
    return next - 1
  }

  /// Adds a stream.
  mutating func add(stream content: String, _ entries: String = "") -> Int {
    add("<<\(entries)/Length \(content.utf8.count)>>stream\n\(content)\nendstream")
  }

  /// Adds a page.
  mutating func addPage(_ content: String, box: String = "0 0 595 842", resources: String = "", _ entries: String = "")
  {
    let stream = add(stream: content)
    pages.append(
      add("<</Type/Page/Parent 2 0 R/MediaBox[\(box)]/Contents \(stream) 0 R/Resources<<\(resources)>>\(entries)>>"))
  }

  /// A document whose pages each have a black square of their own size.
  init(pages count: Int = 0, box: String = "0 0 595 842") {
    for page in 0..<count { addPage("100 100 \(100 + page) 200 re f", box: box) }
  }

  /// The file.
  var bytes: [UInt8] {
    let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
    let all =
      ["<</Type/Catalog/Pages 2 0 R\(catalogue)>>", tree ?? "<</Type/Pages/Kids[\(kids)]/Count \(pages.count)>>"]
      + objects
    var file = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (index, object) in all.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(all.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "trailer<</Size \(all.count + 1)/Root 1 0 R\(trailer)>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }
}

import CArchive
import Foundation
import Testing

@testable import Tables

@Suite("Tables for spreadsheets") struct TableWriterTests {
  private static let rows = [["报名号", "姓名", "备注"], ["0012", "测试甲", "=1+1"], ["", "<乙>&\u{1}", "a_x0041_b"]]

  private func written(_ format: TableFormat, _ rows: [[String]] = rows) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let writer = try TableWriter(format, sheet: "名单") { bytes += $0 }
    for row in rows { try writer.add(row) }
    try writer.finish()
    return bytes
  }

  @Test("CSV begins with a byte order mark, and no cell is a formula") func csv() throws {
    let text = String(decoding: try written(.csv), as: UTF8.self)
    #expect(text == "\u{FEFF}报名号,姓名,备注\r\n0012,测试甲,'=1+1\r\n,<乙>&\u{1},a_x0041_b\r\n")
  }

  @Test("A workbook is a ZIP file of sound XML whose cells are typed as strings") func workbook() throws {
    let parts = try Self.parts(of: written(.xlsx))
    #expect(
      Set(parts.keys) == [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
      ])
    #expect(parts["xl/workbook.xml"]?.contains("name=\"名单\"") == true)
    let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
    #expect(
      sheet.contains("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">0012</t></is></c>")
        && sheet.contains("<c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1</t></is></c>")
        && sheet.contains(">&lt;乙&gt;&amp;<") && sheet.contains(">a_x005F_x0041_b<"))
    #expect(!sheet.contains("<f>") && !sheet.contains("r=\"A3\""))
  }

  @Test(
    "Columns are lettered as spreadsheets do", arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
  func columns(index: Int, letters: String) { #expect(WorkbookWriter.column(index) == letters) }

  @Test("The bytes come in pieces, and an error of the sink ends the table", arguments: TableFormat.allCases)
  func pieces(format: TableFormat) throws {
    struct Full: Error {}
    var largest = 0
    let writer = try TableWriter(format, sheet: "x") { largest = max(largest, $0.count) }
    for number in 0..<20_000 { try writer.add(["\(number)", String(repeating: "字", count: 20)]) }
    try writer.finish()
    #expect(largest > 0 && largest < 200_000)
    #expect(throws: Full.self) {
      let writer = try TableWriter(format, sheet: "x") { _ in throw Full() }
      for number in 0..<200_000 { try writer.add(["\(number)", UUID().uuidString]) }
      try writer.finish()
    }
  }

  /// The parts of a ZIP file by name.
  static func parts(of bytes: [UInt8]) throws -> [String: String] {
    let archive = archive_read_new()
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    return try bytes.withUnsafeBytes { raw in
      try #require(archive_read_open_memory(archive, raw.baseAddress, raw.count) == ARCHIVE_OK)
      var parts: [String: String] = [:]
      var entry: OpaquePointer?
      while archive_read_next_header(archive, &entry) == ARCHIVE_OK {
        var content = [UInt8](repeating: 0, count: 4 << 20)
        let count = content.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
        parts[String(cString: archive_entry_pathname(entry))] = String(
          decoding: content[..<max(0, count)], as: UTF8.self)
      }
      return parts
    }
  }
}

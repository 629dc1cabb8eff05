import CArchive
import Foundation
import Testing

@testable import Tables

@Suite("Reading workbooks") struct WorkbookTests {
  /// A ZIP file of some parts.
  private static func zip(_ parts: [(String, String)]) -> [UInt8] {
    final class Kept { var bytes: [UInt8] = [] }
    let kept = Kept()
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    archive_write_set_format_zip(archive)
    archive_write_open(
      archive, Unmanaged.passUnretained(kept).toOpaque(), nil,
      { _, context, bytes, count in
        Unmanaged<Kept>.fromOpaque(context!).takeUnretainedValue().bytes += Array(
          UnsafeRawBufferPointer(start: bytes, count: count))
        return count
      }, nil)
    for (name, content) in parts {
      let entry = archive_entry_new()
      archive_entry_set_pathname(entry, name)
      archive_entry_set_filetype(entry, 0o100000)
      archive_write_header(archive, entry)
      var content = content
      content.withUTF8 { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
      archive_entry_free(entry)
    }
    archive_write_close(archive)
    return withExtendedLifetime(kept) { kept.bytes }
  }

  /// A workbook as other programs write it: prefixes, shared strings, the sheet under another name.
  private static func workbook(sheet: String, strings: String = "", prefix: String = "") -> [UInt8] {
    zip([
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"x\" sheetId=\"7\" r:id=\"rId3\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId3\" Target=\"/xl/worksheets/other.xml\"/></Relationships>"
      ),
      ("xl/sharedStrings.xml", "\(prefix)<sst>\(strings)</sst>"), ("xl/worksheets/other.xml", sheet),
    ])
  }

  private func records(_ bytes: [UInt8]) throws -> [TableRecord] {
    var reader = try TableReader(bytes)
    var records: [TableRecord] = []
    while let record = reader.next() { records.append(record) }
    return records
  }

  @Test("Shared, inline and rich strings, numbers, gaps and empty rows are read as people see them") func kinds() throws
  {
    let strings = """
      <si><t>报名号</t></si><si><r><t>姓</t></r><r><t>名</t></r><rPh><t>ming</t></rPh></si>
      """
    let sheet = """
      <x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2" t="s"><x:v>1</x:v></x:c>\
      <x:c r="D2" t="str"><x:v>d</x:v></x:c></x:row><x:row r="3"/><x:row r="5"><x:c r="A5"><x:v>20240001</x:v></x:c>\
      <x:c r="B5" t="inlineStr"><x:is><x:t>a&amp;b</x:t></x:is></x:c></x:row>\
      <x:row r="6"><x:c r="A6"><x:v>1.2E3</x:v></x:c><x:c r="C6"><x:v>0.5</x:v></x:c></x:row></x:sheetData></x:worksheet>
      """
    let records = try records(Self.workbook(sheet: sheet, strings: strings))
    #expect(records.map(\.line) == [2, 5, 6])
    #expect(
      records.map(\.fields) == [["报名号", "姓名", "", "d"], ["20240001", "a&b", "", ""], ["1200", "", "0.5", ""]])
  }

  @Test("A number that the spreadsheet has rounded, and an error, are flaws of their row") func flaws() throws {
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="A1"><v>1.1010119900101E+17</v></c></row>\
      <row r="2"><c r="A2" t="str"><v>x</v></c><c r="B2" t="e"><v>#REF!</v></c></row></sheetData></worksheet>
      """
    #expect(try records(Self.workbook(sheet: sheet)).map(\.flaw) == [.badCell(0), .badCell(1)])
  }

  @Test("Entities, missing parts, torn XML and garbage are refused") func hostile() throws {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
    let sheet = "<worksheet><sheetData/></worksheet>"
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"
    for bytes in [
      Self.workbook(sheet: sheet, strings: "<si><t>&b;</t></si>", prefix: bomb),
      Self.workbook(sheet: outside + sheet), Self.workbook(sheet: "<worksheet><sheetData>"), Self.zip([("a", "b")]),
      Array(Self.workbook(sheet: sheet).prefix(200)),
    ] {
      #expect(throws: TableError.noWorkbook) { try records(bytes) }
    }
    #expect(try records(Self.workbook(sheet: sheet)).isEmpty)
  }

  @Test("A part that decompresses to more than is allowed is refused") func zipBomb() throws {
    let sheet =
      "<worksheet><sheetData>" + String(repeating: " ", count: Workbook.largestPart) + "</sheetData></worksheet>"
    let bytes = Self.workbook(sheet: sheet)
    #expect(bytes.count < 1 << 20)
    #expect(throws: TableError.tooLarge) { try records(bytes) }
  }

  @Test("A cell far to the right costs no memory, and a long one is refused") func extremes() throws {
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>"
    #expect(try records(Self.workbook(sheet: far)).isEmpty)
    let long = String(repeating: "x", count: Workbook.longestCell + 1)
    let sheet = "<worksheet><sheetData><row><c t=\"str\"><v>\(long)</v></c></row></sheetData></worksheet>"
    #expect(throws: TableError.tooLarge) { try records(Self.workbook(sheet: sheet)) }
  }

  @Test("What this module writes it reads again") func roundTrip() throws {
    var bytes: [UInt8] = []
    let writer = try TableWriter(.xlsx, sheet: "名单") { bytes += $0 }
    try writer.add(["a", "b"])
    try writer.add(["=1", " 測 "])
    try writer.finish()
    #expect(try records(bytes).map(\.fields) == [["a", "b"], ["=1", " 測 "]])
  }
}

import CArchive
import Wording

/// Writes an XLSX workbook with one sheet, whose rows are compressed as they come.
///
/// A workbook is a ZIP file of XML parts; libarchive makes the ZIP file. Texts are inline strings, so that there is no
/// table of shared strings to keep in memory.
final class WorkbookWriter {
  /// What the callbacks of libarchive need.
  private final class Target {
    let sink: ([UInt8]) throws -> Void
    /// The first error of the sink.
    var failure: (any Error)?

    init(_ sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }
  }

  private let archive: OpaquePointer
  private let target: Target
  private var text = ""
  private var rows = 0
  private static let bufferSize = 65_536

  init(sheet: String, to sink: @escaping ([UInt8]) throws -> Void) throws {
    guard let archive = archive_write_new() else { throw TableError.outOfMemory }
    self.archive = archive
    target = Target(sink)
    try check(archive_write_set_format_zip(archive))
    // Without padding: the default would fill the last block up with zeros.
    try check(archive_write_set_bytes_in_last_block(archive, 1))
    try check(
      archive_write_open(
        archive, Unmanaged.passUnretained(target).toOpaque(), nil,
        { _, context, bytes, count in
          guard let context, let bytes else { return -1 }
          let target = Unmanaged<Target>.fromOpaque(context).takeUnretainedValue()
          do {
            try target.sink(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
            return count
          } catch {
            target.failure = target.failure ?? error
            return -1
          }
        }, nil))
    for (name, content) in Self.parts(sheet: sheet) {
      try begin(name)
      try write(content)
    }
    try begin("xl/worksheets/sheet1.xml")
    text = Self.head
  }

  deinit { archive_write_free(archive) }

  /// Adds a row of texts.
  func add(_ cells: [String]) throws {
    rows += 1
    text += "<row r=\"\(rows)\">"
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      text += "<c r=\"\(Self.column(index))\(rows)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
      Escaping.append(Self.sound(cell), to: &text)
      text += "</t></is></c>"
    }
    text += "</row>"
    if text.utf8.count >= Self.bufferSize { try flush() }
  }

  /// Completes the file.
  func finish() throws {
    text += "</sheetData></worksheet>"
    try flush()
    try check(archive_write_close(archive))
  }

  private func flush() throws {
    try write(text)
    text.removeAll(keepingCapacity: true)
  }

  private func begin(_ name: String) throws {
    guard let entry = archive_entry_new() else { throw TableError.outOfMemory }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, 0o100000)
    archive_entry_set_perm(entry, 0o644)
    // 1980-01-01, the first day of the ZIP format: the same table gives the same bytes.
    archive_entry_set_mtime(entry, 315_532_800, 0)
    try check(archive_write_header(archive, entry))
  }

  private func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
      try check(Int32(clamping: archive_write_data(archive, start, bytes.count)))
    }
  }

  /// Throws for a negative status of libarchive.
  private func check(_ status: Int32) throws {
    guard status < ARCHIVE_OK, status != ARCHIVE_WARN else { return }
    if let failure = target.failure { throw failure }
    throw TableError.fault(archive_error_string(archive).map { String(cString: $0) } ?? "libarchive \(status)")
  }

  /// The letters of a column, from 0: A … Z, AA …
  static func column(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : column(index / 26 - 1) + letter
  }

  /// The text without characters that XML 1.0 forbids. A spreadsheet reads `_x0041_` as an escape (ECMA-376, 22.9.2.19),
  /// so an underscore before such a text is escaped itself.
  static func sound(_ text: String) -> String {
    // Most texts have nothing of this, and replacing takes far longer than looking. U+FFFE and U+FFFF begin with EF.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "_") || $0 == 0xEF }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...: scalars.append(scalar)
      default: break
      }
    }
    return String(scalars).replacing(#/_(?=x[0-9A-Fa-f]{4}_)/#, with: "_x005F_")
  }

  private static let head = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>\
    <sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>\
    </sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="40" width="18" customWidth="1"/></cols>\
    <sheetData>
    """

  private static func parts(sheet: String) -> [(name: String, content: String)] {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return [
      (
        "[Content_Types].xml",
        declaration + """
          <Types xmlns="\(package)/content-types">\
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
          <Default Extension="xml" ContentType="application/xml"/>\
          <Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
          <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/></Types>
          """
      ),
      (
        "_rels/.rels",
        declaration + """
          <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/officeDocument" \
          Target="xl/workbook.xml"/></Relationships>
          """
      ),
      (
        "xl/workbook.xml",
        declaration + """
          <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\(office)">\
          <bookViews><workbookView/></bookViews>\
          <sheets><sheet name="\(Escaping.html(sheet))" sheetId="1" r:id="rId1"/></sheets></workbook>
          """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        declaration + """
          <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/worksheet" \
          Target="worksheets/sheet1.xml"/></Relationships>
          """
      ),
    ]
  }
}

import ImageKit
import Tables
import Wording

/// A table of registrations, CSV or a workbook, with all its mistakes and their lines.
///
/// The first line names the columns, in any order: `registration, name, category, site`, optionally
/// `idNumber, identity, returning, practicalPassed, mobile, address`; or their Chinese names.
struct RegistrationTable {
  /// A correct line.
  struct Entry {
    let line: Int
    let new: NewRegistration
    /// What the filled cells say, for a registration that is there already.
    let correction: Correction
  }

  /// The correct lines.
  private(set) var entries: [Entry] = []
  /// The first mistakes; a wrong table may have one in every line.
  private var mistakes: [InputError.Line] = []
  private var mistakeCount = 0
  private var wrongLines = 0
  private var lastWrongLine: Int?
  /// The number of each column, from 1.
  private var positions: [Column: Int] = [:]

  /// The most mistakes that are listed; further ones are only counted.
  static let toldMistakes = 200

  /// The mistakes as one error, if there are any.
  var error: InputError? {
    mistakes.isEmpty ? nil : .badTable(mistakes.sorted { $0.line < $1.line }, lines: wrongLines)
  }

  /// Records a mistake. Mistakes of one line must come one after another.
  private mutating func add(
    _ line: Int, _ code: String, in column: Column? = nil, _ english: @autoclosure () -> String,
    _ chinese: @autoclosure () -> String
  ) {
    add(line, code, at: column.flatMap { positions[$0] }, english(), chinese())
  }

  private mutating func add(
    _ line: Int, _ code: String, at column: Int?, _ english: @autoclosure () -> String,
    _ chinese: @autoclosure () -> String
  ) {
    mistakeCount += 1
    if line != lastWrongLine { wrongLines += 1 }
    lastWrongLine = line
    guard mistakes.count < Self.toldMistakes else { return }
    mistakes.append(
      InputError.Line(line: line, column: column, code: code, reason: Bilingual(english(), chinese())))
  }

  /// Records that a name is in none of the office's lists.
  mutating func addUnknown(_ list: OfficeList, _ name: String, _ line: Int, known: KnownNames) {
    let examples = known.examples
    add(
      line, list == .sites ? "unknown-site" : "unknown-category", in: list == .sites ? .site : .category,
      "there is no \(list.item.english) “\(name)”; known: \(examples.joined(separator: ", "))",
      "没有\(list.item.chinese)“\(name)”，现有：\(examples.joined(separator: "、"))")
  }

  /// Records that a registration may not be changed now.
  mutating func addRefused(_ refusal: Refusal, _ line: Int) {
    add(
      line, refusal.code, in: .number, refusal.explanation.english.withoutStop, refusal.explanation.chinese.withoutStop)
  }

  /// Records that a registration number is taken.
  mutating func addTaken(_ number: String, _ line: Int) {
    add(
      line, "already-exists", in: .number, "the registration number \(number) is there already",
      "报名号 \(number) 已存在")
  }

  /// A column, by its accepted names. They are compared without case, spaces, hyphens and underscores.
  private enum Column: CaseIterable {
    case number, name, category, site, idNumber, identity, returning, practicalPassed, mobile, address

    var names: [String] {
      switch self {
      case .number: ["registration", "registrationnumber", "number", "reg", "报名号", "报名序号", "准考证号"]
      case .name: ["name", "姓名"]
      case .category: ["category", "报考类别", "类别"]
      case .site: ["site", "examsite", "考点"]
      case .idNumber: ["idnumber", "idno", "identitynumber", "证件号码", "证件编号", "身份证号", "身份证号码"]
      case .identity: ["identity", "identitytype", "证件类型"]
      case .returning: ["returning", "老考生"]
      case .practicalPassed: ["practicalpassed", "技能通过", "实践技能通过"]
      case .mobile: ["mobile", "phone", "手机", "手机号", "手机号码"]
      case .address: ["address", "地址", "联系地址"]
      }
    }

    /// The column's usual name.
    var chineseName: String { names.first { !$0.utf8.allSatisfy { $0 < 128 } } ?? names[0] }

    static let byName = Dictionary(
      uniqueKeysWithValues: allCases.flatMap { column in column.names.map { ($0, column) } })
  }

  /// Parses a table.
  ///
  /// - Throws: ``InputError/badTable(_:lines:)`` when the header cannot be used; other mistakes are collected in
  ///   ``error``.
  init(_ bytes: [UInt8]) throws {
    var reader: TableReader
    do {
      reader = try TableReader(bytes)
    } catch {
      add(1, error.code, error.explanation.english.withoutStop, error.explanation.chinese.withoutStop)
      throw self.error!
    }
    guard let heading = reader.next() else {
      add(1, "empty", "the file is empty", "文件是空的")
      throw error!
    }
    let columns = columns(heading)
    if let error { throw error }
    for (index, column) in columns.enumerated() { if let column { positions[column] = index + 1 } }
    var lines: [String: Int] = [:]
    while let record = reader.next() {
      if record.isBlank, record.count <= heading.count { continue }
      guard isSound(record, fields: heading.count) else { continue }
      if record.fields.contains(Self.exampleNumber) { continue }
      let before = mistakeCount
      let new = registration(record, columns)
      if let earlier = lines.updateValue(record.line, forKey: new.number), !new.number.isEmpty {
        add(
          record.line, "duplicate", in: .number, "the registration number stands in line \(earlier) already",
          "报名号与第 \(earlier) 行重复")
      }
      if mistakeCount == before {
        entries.append(Entry(line: record.line, new: new, correction: correction(new, record, columns)))
      }
    }
  }

  /// The columns that the header names. Errors do not quote the first line: if the header is missing, it holds
  /// personal data.
  private mutating func columns(_ heading: TableRecord) -> [Column?] {
    guard heading.flaw != .notUTF8 else {
      addNotUTF8(heading.line)
      return []
    }
    let columns = heading.fields.map { title in
      Column.byName[title.lowercased().filter { !" -_\t\u{3000}".contains($0) }]
    }
    guard columns.contains(where: { $0 != nil }) else {
      add(
        heading.line, "no-heading", "the first line must name the columns: registration, name, category, site",
        "首行应为列名：报名号、姓名、报考类别、考点")
      return []
    }
    for (index, column) in columns.enumerated() {
      if let column, let first = columns.firstIndex(of: column), first < index {
        add(
          heading.line, "duplicate-column", "columns \(first + 1) and \(index + 1) are both `\(column.names[0])`",
          "第 \(first + 1) 列与第 \(index + 1) 列都是“\(column.chineseName)”")
      } else if column == nil, !heading.fields[index].trimmingSpaces.isEmpty {
        add(
          heading.line, "unknown-column", "the name of column \(index + 1) is not known", "第 \(index + 1) 列的列名无法识别")
      }
    }
    for column in [Column.number, .name, .category, .site] where !columns.contains(column) {
      add(
        heading.line, "missing-column", "the column `\(column.names[0])` is missing", "缺少列“\(column.chineseName)”")
    }
    return columns
  }

  /// Whether a line can be read; if not, a mistake is recorded.
  private mutating func isSound(_ record: TableRecord, fields: Int) -> Bool {
    switch record.flaw {
    case .notUTF8: addNotUTF8(record.line)
    case .badQuotes:
      add(
        record.line, "bad-quotes", "a quote is opened and not closed; inside quotes write \"\" for a quote",
        "引号未正确闭合；引号内的引号应写成 \"\"")
    case .badCell(let index):
      add(
        record.line, "bad-cell", at: index + 1,
        "the cell holds an error or a rounded number; format the column as text and type the value again",
        "单元格内容有误或数字已被四舍五入，请将该列设为文本格式后重新填写")
    case nil where record.count != fields:
      add(
        record.line, "wrong-fields", "\(fields) fields are expected, \(record.count) found",
        "应有 \(fields) 个字段，实有 \(record.count) 个")
    case nil: return true
    }
    return false
  }

  private mutating func addNotUTF8(_ line: Int) {
    add(
      line, "not-utf-8", "this is neither UTF-8 nor GBK; save the table as “CSV UTF-8” and import it again",
      "编码既不是 UTF-8 也不是 GBK，请将表格另存为“CSV UTF-8”后重新导入")
  }

  private mutating func registration(_ record: TableRecord, _ columns: [Column?]) -> NewRegistration {
    var new = NewRegistration(number: "", name: "", category: "", site: "")
    for (column, field) in zip(columns, record.fields) {
      guard let column else { continue }
      let value = field.trimmingSpaces
      switch column {
      case .number: new.number = value
      case .name: new.name = value
      case .category: new.category = value
      case .site: new.site = value
      case .idNumber: new.idNumber = value.isEmpty ? nil : value
      case .address: new.address = value.isEmpty ? nil : value
      case .identity: new.identity = identity(value, record.line)
      case .returning: new.returning = flag(value, column, record.line)
      case .practicalPassed: new.practicalPassed = flag(value, column, record.line)
      case .mobile where !value.isEmpty:
        new.mobile = Mobile.normalized(value)
        if new.mobile == nil { add(record.line, "bad-mobile", in: .mobile, "this is no mobile number", "手机号码有误") }
      case .mobile: break
      }
    }
    for (value, column) in [
      (new.number, Column.number), (new.name, .name), (new.category, .category), (new.site, .site),
    ] where !TextRules.isVisible(value) {
      add(
        record.line, "missing-\(column.names[0])", in: column, "`\(column.names[0])` is empty",
        "“\(column.chineseName)”为空")
    }
    for (value, column) in [
      (new.name, Column.name), (new.category, .category), (new.site, .site), (new.idNumber ?? "", .idNumber),
      (new.address ?? "", .address),
    ] where !TextRules.isSound(value, lines: false) {
      add(
        record.line, "bad-text", in: column,
        "`\(column.names[0])` holds a control character, or one that turns the direction of writing",
        "“\(column.chineseName)”中含有控制字符或改变文字方向的字符")
    }
    for (value, column, limit) in [
      (new.name, Column.name, TextLimits.name), (new.category, .category, TextLimits.name),
      (new.site, .site, TextLimits.name), (new.idNumber ?? "", .idNumber, TextLimits.idNumber),
      (new.address ?? "", .address, TextLimits.address),
    ] where !TextLimits.allow(value, limit) {
      add(
        record.line, "too-long", "`\(column.names[0])` has more than \(limit) characters",
        "“\(column.chineseName)”超过 \(limit) 个字符")
    }
    if !new.number.isEmpty, !RegistrationNumber(new.number).isAcceptable {
      add(
        record.line, "bad-registration", in: .number, RegistrationNumber.rule.english, RegistrationNumber.rule.chinese)
    }
    return new
  }

  /// What the filled cells of a line say; an empty cell leaves what is there.
  private func correction(_ new: NewRegistration, _ record: TableRecord, _ columns: [Column?]) -> Correction {
    func isFilled(_ column: Column) -> Bool {
      columns.firstIndex(of: column).map { TextRules.isVisible(record.fields[$0]) } ?? false
    }
    var correction = Correction()
    correction.name = new.name
    correction.category = new.category
    correction.idNumber = new.idNumber
    correction.mobile = new.mobile
    if isFilled(.identity) { correction.identity = new.identity }
    if isFilled(.returning) { correction.returning = new.returning }
    if isFilled(.practicalPassed) { correction.practicalPassed = new.practicalPassed }
    return correction
  }

  private mutating func identity(_ value: String, _ line: Int) -> Applicant.Identity {
    switch value.lowercased() {
    case "", "domestic", "身份证", "居民身份证": return .domestic
    case "foreign-passport", "外国护照", "护照": return .foreignPassport
    default:
      add(line, "bad-identity", in: .identity, "`identity` is domestic or foreign-passport", "证件类型应为“身份证”或“外国护照”")
      return .domestic
    }
  }

  private mutating func flag(_ value: String, _ column: Column, _ line: Int) -> Bool {
    switch value.lowercased() {
    case "", "no", "false", "0", "n", "否": return false
    case "yes", "true", "1", "y", "是": return true
    default:
      add(line, "bad-flag", in: column, "`\(column.names[0])` is yes or no", "“\(column.chineseName)”应为“是”或“否”")
      return false
    }
  }
}

extension RegistrationTable {
  /// The number of the template's example, which is never imported.
  static let exampleNumber = "示例0000001"

  /// The rows of the template: the columns' names, and an example that is plainly invented.
  static let template = [
    ["报名号", "姓名", "报考类别", "考点", "证件号码", "证件类型", "老考生", "技能通过", "手机号码", "地址"],
    [
      exampleNumber, "张示例（请删除本行）", "临床执业医师", "示例考点", "000000190001010000", "居民身份证", "否", "否", "13000000000",
      "示例市示例路 1 号",
    ],
  ]
}

extension String {
  /// A sentence without its full stop.
  fileprivate var withoutStop: String { last == "." || last == "。" ? String(dropLast()) : self }

  /// The text without spaces, tabs and ideographic spaces at both ends.
  var trimmingSpaces: String {
    let isSpace = { (character: Character) in character == " " || character == "\t" || character == "\u{3000}" }
    guard let first = first, let last = last, isSpace(first) || isSpace(last) else { return self }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}

import ImageKit

/// A table of registrations in CSV (RFC 4180), with everything that is wrong in it by line.
///
/// The first line names the columns, in any order: `registration, name, category, site`, and, where wanted, `idNumber,
/// identity, returning, practicalPassed, mobile, address`; or their Chinese names.
struct RegistrationTable {
  /// What each good line says, with its number.
  private(set) var entries: [(line: Int, new: NewRegistration)] = []
  private var mistakes: [InputError.Line] = []

  /// The mistakes as one error, if there are any.
  var error: InputError? {
    mistakes.isEmpty ? nil : .badTable(mistakes.sorted { $0.line < $1.line })
  }

  /// Notes a mistake.
  mutating func add(_ line: Int, _ code: String, _ english: String, _ chinese: String) {
    mistakes.append(
      InputError.Line(
        line: line, code: code, message: Bilingual("Line \(line): \(english).", "第 \(line) 行：\(chinese)。")))
  }

  /// A column, by what it may be called; compared without case, spaces, hyphens and underscores.
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

    static let byName = Dictionary(
      uniqueKeysWithValues: allCases.flatMap { column in column.names.map { ($0, column) } })
  }

  /// Reads a table.
  ///
  /// - Throws: ``InputError/badTable(_:)`` when there is no heading to go by; all other mistakes are gathered.
  init(csv bytes: [UInt8]) throws {
    var reader = CSVReader(bytes)
    guard let heading = reader.next() else {
      add(1, "empty", "the file is empty", "文件是空的")
      throw error!
    }
    var columns: [Column?] = []
    for title in heading.fields {
      let name = title.lowercased().filter { !" -_\t".contains($0) }
      let column = Column.byName[name]
      if column == nil, !name.isEmpty {
        add(heading.line, "unknown-column", "the column “\(title)” is not known", "没有“\(title)”这一列")
      }
      columns.append(column)
    }
    for column in [Column.number, .name, .category, .site] where !columns.contains(column) {
      let name = column.names[0]
      add(heading.line, "missing-column", "the column `\(name)` is missing", "缺少列 `\(name)`(\(column.names.last!)）")
    }
    if let error { throw error }
    var lines: [String: Int] = [:]
    while let record = reader.next() {
      if record.fields == [""] { continue }
      guard !record.isBroken, record.fields.count == columns.count else {
        add(
          record.line, "wrong-fields", "\(columns.count) fields are expected, \(record.fields.count) found",
          "应有 \(columns.count) 个字段，实有 \(record.fields.count) 个")
        continue
      }
      let before = mistakes.count
      let new = registration(record, columns)
      if let earlier = lines.updateValue(record.line, forKey: new.number), !new.number.isEmpty {
        add(
          record.line, "duplicate", "the registration number stands in line \(earlier) already",
          "报名号与第 \(earlier) 行重复")
      }
      if mistakes.count == before { entries.append((record.line, new)) }
    }
  }

  private mutating func registration(_ record: CSVReader.Record, _ columns: [Column?]) -> NewRegistration {
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
        if new.mobile == nil { add(record.line, "bad-mobile", "this is no mobile number", "手机号码有误") }
      case .mobile: break
      }
    }
    for (value, column) in [
      (new.number, Column.number), (new.name, .name), (new.category, .category), (new.site, .site),
    ] where value.isEmpty {
      add(
        record.line, "missing-\(column.names[0])", "`\(column.names[0])` is empty", "`\(column.names.last!)`为空")
    }
    return new
  }

  private mutating func identity(_ value: String, _ line: Int) -> Applicant.Identity {
    switch value.lowercased() {
    case "", "domestic", "身份证", "居民身份证": return .domestic
    case "foreign-passport", "外国护照", "护照": return .foreignPassport
    default:
      add(line, "bad-identity", "`identity` is domestic or foreign-passport", "证件类型应为“身份证”或“外国护照”")
      return .domestic
    }
  }

  private mutating func flag(_ value: String, _ column: Column, _ line: Int) -> Bool {
    switch value.lowercased() {
    case "", "no", "false", "0", "n", "否": return false
    case "yes", "true", "1", "y", "是": return true
    default:
      add(line, "bad-flag", "`\(column.names[0])` is yes or no", "“\(column.names.last!)”应为“是”或“否”")
      return false
    }
  }
}

extension String {
  /// Without spaces, tabs and ideographic spaces at either end.
  var trimmingSpaces: String {
    let isSpace = { (character: Character) in character == " " || character == "\t" || character == "\u{3000}" }
    guard let first = first, let last = last, isSpace(first) || isSpace(last) else { return self }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}

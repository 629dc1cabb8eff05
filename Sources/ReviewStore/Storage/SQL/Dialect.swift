/// What SQLite and PostgreSQL say differently.
enum Dialect: Sendable {
  case sqlite
  case postgreSQL

  /// The sequence number of the log's next entry. SQLite has one writer at a time. In PostgreSQL the number of a
  /// transaction that is rolled back is not given again.
  var nextEntry: String {
    switch self {
    case .sqlite: "(SELECT coalesce(max(sequence), 0) + 1 FROM audit)"
    case .postgreSQL: "nextval('auditNumber')"
    }
  }

  /// Whether every entry's sequence number follows the one before it without a gap.
  var numbersEntriesWithoutGaps: Bool { self == .sqlite }

  /// Statements after which numbers that the engine gives go on after those that rows have. SQLite asks the rows.
  var continuingNumbers: [String] {
    guard self == .postgreSQL else { return [] }
    return ["SELECT setval('auditNumber', coalesce(max(sequence), 0) + 1, false) FROM audit"]
      + ["registration", "look", "message", "notice"].map {
        "SELECT setval(pg_get_serial_sequence('\($0)', 'id'), coalesce(max(id), 0) + 1, false) FROM \($0)"
      }
  }

  /// The end of a query that locks the rows of a table which it returns, and passes over those that are locked. SQLite
  /// has one writer at a time.
  func lockingFree(_ table: String) -> String {
    switch self {
    case .sqlite: ""
    case .postgreSQL: "FOR UPDATE OF \(table) SKIP LOCKED"
    }
  }

  /// A statement that keeps others from removing a picture's bytes until the transaction ends; nil where writers exclude
  /// each other anyway.
  func holding(_ picture: Digest) -> String? {
    self == .postgreSQL ? "SELECT pg_advisory_xact_lock_shared(\(Self.lock(of: picture)))" : nil
  }

  /// The two numbers that PostgreSQL locks for a picture. Pictures that have the same ones wait for each other.
  static func lock(of picture: Digest) -> String {
    func number(_ digits: some StringProtocol) -> String { String(Int32(bitPattern: UInt32(digits, radix: 16) ?? 0)) }
    return "\(number(picture.rawValue.prefix(8))), \(number(picture.rawValue.dropFirst(8).prefix(8)))"
  }

  /// The elements of a column that holds a JSON array, to be joined: `value` is an element and `key` its place. A row
  /// without elements appears once, with NULL.
  func elements(of column: String) -> String {
    switch self {
    case .sqlite: "LEFT JOIN json_each(\(column))"
    case .postgreSQL:
      "LEFT JOIN LATERAL json_array_elements(CAST(\(column) AS json)) WITH ORDINALITY AS element (value, key) ON true"
    }
  }

  /// The values of a column in one text, in an order, as an expression; NULL without rows. The column may not hold
  /// blanks.
  ///
  /// - Parameter rows: the table, and which of its rows.
  func joined(_ column: String, of rows: String, by order: String) -> String {
    switch self {
    // SQLite reads the inner query's rows in its order.
    case .sqlite: "(SELECT group_concat(\(column), ' ') FROM (SELECT \(column) FROM \(rows) ORDER BY \(order)))"
    case .postgreSQL: "(SELECT string_agg(\(column), ' ' ORDER BY \(order)) FROM \(rows))"
    }
  }

  /// A query for the names of a table's columns; no rows when there is no such table. Its placeholder is the table's
  /// name.
  var columnsOfTable: String {
    switch self {
    case .sqlite: "SELECT name FROM pragma_table_info(?)"
    case .postgreSQL:
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(lower(?)) AND attnum > 0 AND NOT attisdropped
      """
    }
  }

  /// What searches read of a registration: the number and the name without blanks and in upper case, a line each. It is
  /// made of columns with a prefix.
  func searchText(_ row: String) -> String {
    func plain(_ column: String) -> String {
      "upper(replace(replace(coalesce(\(row)\(column), ''), ' ', ''), '\u{3000}', ''))"
    }
    return "\(plain("number")) || \(self == .sqlite ? "char" : "chr")(10) || \(plain("name"))"
  }
}

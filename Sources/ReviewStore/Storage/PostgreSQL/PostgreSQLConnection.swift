import CPostgreSQL
import Foundation
import Wording

/// One connection to a server. It is used by one thread at a time.
///
/// Only unnamed statements are sent, and nothing is set for longer than a transaction, so that a pooler may give every
/// transaction another connection to the server.
final class PostgreSQLConnection {
  private let handle: OpaquePointer

  /// Connects.
  ///
  /// - Throws: ``PostgreSQLError``.
  init(_ address: DatabaseAddress) throws {
    // `dbname` may be a whole connection string; the options before it are defaults, those after it are not overridden.
    let options = [
      ("connect_timeout", "10"), ("tcp_user_timeout", "60000"), ("application_name", "uploadprep"),
      ("dbname", address.text), ("client_encoding", "UTF8"),
    ]
    let keywords = options.map { strdup($0.0) }
    let values = options.map { strdup($0.1) }
    defer { for pointer in keywords + values { free(pointer) } }
    let pointers = { (texts: [UnsafeMutablePointer<CChar>?]) in texts.map { UnsafePointer($0) } + [nil] }
    guard let handle = PQconnectdbParams(pointers(keywords), pointers(values), 1) else {
      throw StoreError.fault("no memory for a connection")
    }
    self.handle = handle
    guard PQstatus(handle) == CONNECTION_OK else {
      // This object exists already, so its end finishes the connection, and must be the only one to do so.
      throw PostgreSQLError.unreachable(String(cString: PQerrorMessage(handle)))
    }
    // Notices of the server, such as of a table that exists already, are not for the program's output.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  /// The options that a connection string sets; nil when it cannot be parsed.
  static func options(in text: String) -> [String: String]? {
    guard let parsed = PQconninfoParse(text, nil) else { return nil }
    defer { PQconninfoFree(parsed) }
    var options: [String: String] = [:]
    var option = parsed
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return options
  }

  /// Whether it can still be used.
  var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Whether a transaction is open.
  var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

  /// Runs statements without placeholders, in one round trip. The result is that of the last one.
  @discardableResult
  func run(_ statements: String) throws -> PostgreSQLResult {
    try result(PQexec(handle, statements), of: statements)
  }

  /// Runs one statement with values for its placeholders.
  ///
  /// - Parameter query: the statement that errors are about, if it is not this one.
  func run(_ sql: String, _ values: [SQLValue], naming query: String? = nil) throws -> PostgreSQLResult {
    let (types, texts, lengths, formats) = PostgreSQLParameters.encoded(values)
    let result = texts.withUnsafePointers { pointers in
      PQexecParams(
        handle, PostgreSQLParameters.numbered(sql), Int32(values.count), types, pointers, lengths, formats, 0)
    }
    return try self.result(result, of: query ?? sql)
  }

  /// Sends rows to a `COPY … FROM STDIN`.
  func load(_ rows: [[SQLValue]], with statement: String) throws {
    let begun = PQexec(handle, statement)
    guard begun.map(PQresultStatus) == PGRES_COPY_IN else {
      _ = try result(begun, of: statement)
      throw StoreError.fault("PostgreSQL expects no rows")
    }
    PQclear(begun)
    var lines: [UInt8] = []
    for row in rows {
      PostgreSQLParameters.appendLine(of: row, to: &lines)
      if lines.count >= Self.bytesSentAtOnce {
        try send(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try send(lines)
    guard PQputCopyEnd(handle, nil) == 1 else { throw lost() }
    // The result, and then nil.
    let outcome = PQgetResult(handle)
    defer { while let more = PQgetResult(handle) { PQclear(more) } }
    _ = try result(outcome, of: statement)
  }

  private static let bytesSentAtOnce = 1 << 18

  private func send(_ lines: [UInt8]) throws {
    let status = lines.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard status == 1 else { throw lost() }
  }

  private func lost() -> PostgreSQLError { .unreachable(String(cString: PQerrorMessage(handle))) }

  /// A text as a literal in a statement.
  func literal(_ text: String) throws -> String {
    guard let quoted = PQescapeLiteral(handle, text, text.utf8.count) else { throw lost() }
    defer { PQfreemem(quoted) }
    return String(cString: quoted)
  }

  private func result(_ result: OpaquePointer?, of sql: String) throws -> PostgreSQLResult {
    guard let result else { throw lost() }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return PostgreSQLResult(result, of: sql)
    default:
      defer { PQclear(result) }
      func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
      guard let state = field(PostgreSQLError.stateField), isAlive else { throw lost() }
      throw PostgreSQLError.refused(state: state, field(PostgreSQLError.messageField) ?? "")
    }
  }
}

/// The rows of a statement, all of them in memory.
final class PostgreSQLResult: SQLRow {
  private let handle: OpaquePointer
  let columns: ColumnNames
  /// The current row.
  var row = 0

  fileprivate init(_ handle: OpaquePointer, of sql: String) {
    self.handle = handle
    let names = (0..<PQnfields(handle)).map { String(cString: PQfname(handle, $0)) }
    columns = ColumnNames(names, of: sql, isFolded: true)
  }

  deinit { PQclear(handle) }

  /// How many rows there are.
  var count: Int { Int(PQntuples(handle)) }

  /// How many rows the statement changed.
  var changes: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// Calls a closure with each row until it returns false; true when all were seen.
  func each(_ body: (any SQLRow) throws -> Bool) rethrows -> Bool {
    for row in 0..<count {
      self.row = row
      if try !body(self) { return false }
    }
    return true
  }

  private func field(at index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard PQgetisnull(handle, Int32(row), Int32(index)) == 0 else { return nil }
    let start = UnsafeRawPointer(PQgetvalue(handle, Int32(row), Int32(index))!)
    let count = Int(PQgetlength(handle, Int32(row), Int32(index)))
    return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
  }

  func integer(at index: Int) -> Int64? {
    guard let field = field(at: index) else { return nil }
    // A condition is `t` or `f`, and everything else that is read as a number has digits.
    if field.count == 1, field[0] == UInt8(ascii: "t") { return 1 }
    if field.count == 1, field[0] == UInt8(ascii: "f") { return 0 }
    return Int64(String(decoding: field, as: UTF8.self))
  }

  func text(at index: Int) -> String? { field(at: index).map { String(decoding: $0, as: UTF8.self) } }

  func blob(at index: Int) -> Data? {
    guard let field = field(at: index) else { return nil }
    // Bytes arrive as `\x` and hexadecimal digits.
    return [UInt8](hexadecimal: field.dropFirst(2)).map { Data($0) }
  }

  func value(at index: Int) -> SQLValue {
    switch PQftype(handle, Int32(index)) {
    case PostgreSQLParameters.integerType, PostgreSQLParameters.booleanType:
      integer(at: index).map { .integer($0) } ?? .null(.integer)
    case PostgreSQLParameters.bytesType: blob(at: index).map { .blob($0) } ?? .null(.blob)
    default: text(at: index).map { .text($0) } ?? .null(.text)
    }
  }
}

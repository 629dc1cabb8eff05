import Foundation

/// A value of a row or of a statement's placeholder.
enum SQLValue: Sendable, Hashable {
  /// NULL, of the kind that the placeholder has: PostgreSQL must know it.
  case null(Kind)
  case integer(Int64)
  case text(String)
  case blob(Data)

  /// The kinds of values.
  enum Kind: Sendable, Hashable { case integer, text, blob }
}

/// A type whose values can stand for a statement's placeholders.
protocol SQLConvertible {
  /// The kind of its values.
  static var sqlKind: SQLValue.Kind { get }
  /// The value as it is stored.
  var sqlValue: SQLValue { get }
}

/// A type that can be read from a column.
protocol SQLReadable {
  /// The value of a column; nil for NULL, and for a number that the type cannot hold. Only an optional type has a value
  /// for NULL.
  static func read(_ row: any SQLRow, at index: Int) -> Self?
}

/// The values of a statement's placeholders, in order.
struct Arguments: ExpressibleByArrayLiteral, Sendable {
  private(set) var values: [SQLValue]

  init(arrayLiteral elements: any SQLConvertible...) { values = elements.map(\.sqlValue) }

  /// Values as they are stored.
  init(values: [SQLValue]) { self.values = values }

  /// Values of one type.
  init(_ elements: some Sequence<some SQLConvertible>) { values = elements.map(\.sqlValue) }

  /// Values of several types.
  init(_ elements: [any SQLConvertible]) { values = elements.map(\.sqlValue) }

  static func + (one: Arguments, other: Arguments) -> Arguments {
    var sum = one
    sum += other
    return sum
  }

  static func += (one: inout Arguments, other: Arguments) { one.values += other.values }
}

extension Int64: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .integer }
  var sqlValue: SQLValue { .integer(self) }
  static func read(_ row: any SQLRow, at index: Int) -> Int64? { row.integer(at: index) }
}

extension Int: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .integer }
  var sqlValue: SQLValue { .integer(Int64(self)) }
  static func read(_ row: any SQLRow, at index: Int) -> Int? { row.integer(at: index).map { Int($0) } }
}

/// Stored as 0 or 1, in both engines.
extension Bool: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .integer }
  var sqlValue: SQLValue { .integer(self ? 1 : 0) }
  static func read(_ row: any SQLRow, at index: Int) -> Bool? { row.integer(at: index).map { $0 != 0 } }
}

extension String: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .text }
  var sqlValue: SQLValue { .text(self) }
  static func read(_ row: any SQLRow, at index: Int) -> String? { row.text(at: index) }
}

extension Data: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .blob }
  var sqlValue: SQLValue { .blob(self) }
  static func read(_ row: any SQLRow, at index: Int) -> Data? { row.blob(at: index) }
}

/// Stored as milliseconds since 1970.
extension Moment: SQLConvertible, SQLReadable {
  static var sqlKind: SQLValue.Kind { .integer }
  var sqlValue: SQLValue { .integer(milliseconds) }
  static func read(_ row: any SQLRow, at index: Int) -> Moment? { row.integer(at: index).map(Moment.init) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  static var sqlKind: SQLValue.Kind { Wrapped.sqlKind }
  var sqlValue: SQLValue { self?.sqlValue ?? .null(Wrapped.sqlKind) }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
  static func read(_ row: any SQLRow, at index: Int) -> Wrapped?? { .some(Wrapped.read(row, at: index)) }
}

extension SQLConvertible where Self: RawRepresentable<String> {
  static var sqlKind: SQLValue.Kind { .text }
  var sqlValue: SQLValue { .text(rawValue) }
}

// Typed names as arguments. `Columns` reads them like other raw values.

extension RegistrationNumber: SQLConvertible {}
extension MaterialID: SQLConvertible {}
extension StaffName: SQLConvertible {}
extension Digest: SQLConvertible {}

/// A JSON value that keeps its keys in the order they were written in, so that a line reads as the contract does.
///
/// ```swift
/// let line: JSON = ["input": "a.jpg", "quality": .optional(quality), "page": page?.json ?? .null]
/// ```
enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One key with its value.
  struct Member: Sendable, Hashable {
    let key: String
    let value: JSON
  }

  /// The text, or null.
  static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  /// The number, or null.
  static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }
  /// The number, or null.
  static func optional(_ number: Double?) -> JSON { number.map { .number($0) } ?? .null }
  /// The truth value, or null.
  static func optional(_ value: Bool?) -> JSON { value.map { .bool($0) } ?? .null }
  /// A list of anything that is already JSON.
  static func list(_ values: some Sequence<JSON>) -> JSON { .array(Array(values)) }

  /// An object with further members after its own; anything else stays as it is.
  func adding(_ members: KeyValuePairs<String, JSON>) -> JSON {
    guard case .object(let own) = self else { return self }
    return .object(own + members.map { Member(key: $0.key, value: $0.value) })
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
}

extension JSON: CustomStringConvertible {
  /// The value on one line, without needless spaces (RFC 8259).
  var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    // JSON has no infinities; nothing we measure is one, and a program must still be able to read the line.
    case .number(let value): text += value.isFinite ? String(describing: value) : "null"
    case .string(let value): Self.quote(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.quote(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Besides the controls: the two line separators that some line readers split at.
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

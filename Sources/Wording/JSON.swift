/// A JSON value. Objects keep the order of their keys, so that a line has the order of the contract.
///
/// ```swift
/// let line: JSON = ["input": "a.jpg", "quality": .optional(quality), "page": page?.json ?? .null]
/// ```
public enum JSON: Sendable, Hashable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number. JSON has no infinities and no NaN; they are written as `null`.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, as members in their order.
  case object([Member])

  /// A key with its value.
  public struct Member: Sendable, Hashable {
    /// The key.
    public let key: String
    /// Its value.
    public let value: JSON

    /// A key with its value.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The string, or null.
  public static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  /// The number, or null.
  public static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }
  /// The number, or null.
  public static func optional(_ number: Double?) -> JSON { number.map { .number($0) } ?? .null }
  /// The Boolean, or null.
  public static func optional(_ value: Bool?) -> JSON { value.map { .bool($0) } ?? .null }
  /// An array of values.
  public static func list(_ values: some Sequence<JSON>) -> JSON { .array(Array(values)) }

  /// An array of strings.
  public static func list(_ texts: some Sequence<String>) -> JSON { .array(texts.map { .string($0) }) }

  /// An object with another object's members appended. Any other value is returned unchanged.
  ///
  /// ```swift
  /// status.json.adding(["name": .optional(name)])
  /// ```
  public func adding(_ other: JSON) -> JSON {
    guard case .object(let own) = self, case .object(let members) = other else { return self }
    return .object(own + members)
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// An object, with its keys in the order of the literal.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A Boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`
  public init(nilLiteral: ()) { self = .null }
}

extension JSON: CustomStringConvertible {
  /// The value on one line, without optional white space (RFC 8259).
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    // JSON has no infinities. No measured value is one, but the line must be readable in any case.
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
      // U+2028 and U+2029 too: some readers split lines at them.
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

import HTTPTypes
import Hummingbird

/// A JSON value on its way out; objects keep the order of their keys.
enum JSONText: Sendable, ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  init(dictionaryLiteral elements: (String, JSONText)...) { self = .object(elements.map { (key: $0.0, value: $0.1) }) }
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSONText...) { self = .array(elements) }

  /// The text, or null.
  static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }

  /// A member of an object; what is set to nil goes.
  subscript(key: String) -> JSONText? {
    get { if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil } }
    set {
      guard case .object(var members) = self else { return }
      members.removeAll { $0.key == key }
      if let newValue { members.append((key: key, value: newValue)) }
      self = .object(members)
    }
  }

  /// The value as text (RFC 8259).
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension Response {
  /// An answer to a program.
  static func json(_ value: JSONText, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: .init(byteBuffer: .init(string: value.text)))
  }
}

import Hummingbird

/// The fields of a form as a browser sends them (application/x-www-form-urlencoded), in a body or behind an address.
struct Form: Sendable {
  private let fields: [(name: String, value: String)]

  /// Reads a form's text.
  init(_ text: String) {
    fields = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
    }
  }

  /// The first value of a field, without spaces around it; empty when there is none.
  subscript(name: String) -> String {
    guard let value = fields.first(where: { $0.name == name })?.value else { return "" }
    return String(value.trimmingPrefix { $0.isWhitespace }.reversed().trimmingPrefix { $0.isWhitespace }.reversed())
  }

  /// A field exactly as it was typed: for passwords.
  func exact(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

  /// A field as a number; nil when it is none.
  func number(_ name: String) -> Int? { Int(self[name]) }

  /// Every value of a field.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(32)
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Request {
  /// The query of the address. Browsers encode a form's fields there as in a body, so `+` is a space.
  var query: Form { Form(uri.query ?? "") }
}

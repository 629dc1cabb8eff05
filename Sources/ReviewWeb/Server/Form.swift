import Foundation
import Hummingbird

/// The fields of a form as a browser sends them (application/x-www-form-urlencoded), in a body or behind an address.
/// Hummingbird decodes them; it refuses a field given twice and names that make no sense.
struct Form: Sendable {
  /// A field's value, or the values of a field whose name ends in `[]`.
  private enum Value: Decodable {
    case one(String)
    case several([String])

    init(from decoder: any Decoder) throws {
      // Only a list has an unkeyed container.
      if var list = try? decoder.unkeyedContainer() {
        var values: [String] = []
        while !list.isAtEnd { values.append(try list.decode(String.self)) }
        self = .several(values)
      } else {
        self = .one(try decoder.singleValueContainer().decode(String.self))
      }
    }
  }

  private let fields: [String: Value]

  /// Reads a form's text.
  ///
  /// - Throws: ``Malformed``.
  init(_ text: String) throws(Malformed) {
    // Hummingbird's decoder would replace bytes that are no UTF-8.
    guard text.removingPercentEncoding != nil else { throw Malformed() }
    do {
      fields = try URLEncodedFormDecoder().decode([String: Value].self, from: text)
    } catch {
      throw Malformed()
    }
  }

  /// The form cannot be read.
  struct Malformed: ProblemTelling {
    var problem: Problem { Problem(HTTPError(.badRequest)) }
  }

  /// A field's value without spaces around it; empty when there is none.
  subscript(name: String) -> String { exact(name).trimmingWhitespace }

  /// A field exactly as it was typed: for passwords.
  func exact(_ name: String) -> String {
    if case .one(let value) = fields[name] { value } else { "" }
  }

  /// A field as a number; nil when it is none.
  func number(_ name: String) -> Int? { Int(self[name]) }

  /// Every value of a field whose name ends in `[]`; `name` is without these.
  func all(_ name: String) -> [String] {
    if case .several(let values) = fields[name] { values } else { [] }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingWhitespace: String {
    String(trimmingPrefix { $0.isWhitespace }.reversed().trimmingPrefix { $0.isWhitespace }.reversed())
  }
}

extension Request {
  /// The query of the address. Browsers encode a form's fields there as in a body, so `+` is a space.
  ///
  /// - Throws: ``Form/Malformed``.
  var query: Form {
    get throws(Form.Malformed) { try Form(uri.query ?? "") }
  }
}

import Foundation
import Wording

/// An error of the server, or of the connection to it.
enum PostgreSQLError: Error {
  /// The connection was not made, or was lost; with libpq's words.
  case unreachable(String)
  /// The server refused a statement, with its code and its words, which contain no values.
  case refused(state: String, String)

  // What libpq calls PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY, which are characters in C.
  static let stateField = Int32(UInt8(ascii: "C"))
  static let messageField = Int32(UInt8(ascii: "M"))

  /// Whether the same transaction may succeed when it is run again: others were in its way.
  var isTransient: Bool {
    guard case .refused(let state, _) = self else { return false }
    return ["40001", "40P01"].contains(state)
  }

  /// Whether the connection is gone or the server is going down.
  var isLost: Bool {
    switch self {
    case .unreachable: true
    case .refused(let state, _): ["57P01", "57P02", "57P03"].contains(state) || state.hasPrefix("08")
    }
  }
}

extension StoreError {
  /// Maps an error of PostgreSQL.
  init(_ error: PostgreSQLError) {
    switch error {
    case .unreachable(let words): self = .unreachable(Self.firstLine(words))
    case .refused(let state, let words):
      switch state {
      case "40001", "40P01", "55P03", "57014": self = .busy
      case "53100": self = .diskFull
      case "25006": self = .readOnly
      case _ where error.isLost || state.hasPrefix("28") || state.hasPrefix("53") || state == "3D000":
        self = .unreachable(words)
      case "XX001", "XX002": self = .damaged(Bilingual(words, "PostgreSQL \(state) 号错误"))
      // These may quote a value.
      case _ where state.hasPrefix("22"): self = .fault("PostgreSQL \(state)")
      default: self = .fault("PostgreSQL \(state): \(words)")
      }
    }
  }

  private static func firstLine(_ words: String) -> String {
    words.split(separator: "\n").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? "no answer"
  }
}

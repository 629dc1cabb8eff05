import Foundation

/// Fields and rows of a CSV file (RFC 4180) for spreadsheets.
enum CSVText {
  /// A row, ended by CR LF; fields are quoted where they must be.
  static func row(_ fields: [String]) -> String {
    fields.map { field in
      let needsQuotes = field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
      guard needsQuotes else { return field }
      return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\r\n"
  }

  /// Text that no spreadsheet takes for a formula: a file may be called `=HYPERLINK(…)`.
  ///
  /// Spreadsheets in East Asian locales read full-width and other forms of the signs as the signs themselves, and some
  /// skip blanks and invisible characters before them.
  static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let telling = text.unicodeScalars.first { scalar in
      !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
        && scalar.properties.generalCategory != .control
    }
    let sign = telling.flatMap { String($0).precomposedStringWithCompatibilityMapping.unicodeScalars.first }
    // A tab or a line's end at the beginning may move the rest into a cell of its own.
    let isSign = sign.map { ["=", "+", "-", "@", "\u{2212}"].contains($0) } ?? false
    return isSign || first.properties.generalCategory == .control ? "'" + text : text
  }
}

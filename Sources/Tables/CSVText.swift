import Foundation

/// Writes CSV (RFC 4180) for spreadsheets.
public enum CSVText {
  /// One record, ended by CR LF. Fields are quoted where RFC 4180 requires it.
  public static func row(_ fields: [String]) -> String {
    fields.map { field in
      let needsQuotes = field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
      guard needsQuotes else { return field }
      return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\r\n"
  }

  /// Text that a spreadsheet does not evaluate as a formula; a file may be named `=HYPERLINK(…)`.
  ///
  /// Spreadsheets in East Asian locales treat full-width and other compatibility forms of the operators like the ASCII
  /// ones, and some skip whitespace and invisible characters before them. Such a text gets an apostrophe in front.
  public static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let telling = text.unicodeScalars.first { scalar in
      !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
        && scalar.properties.generalCategory != .control
    }
    let sign = telling.flatMap { String($0).precomposedStringWithCompatibilityMapping.unicodeScalars.first }
    // A tab or line break at the beginning may move the rest into a cell of its own.
    let isSign = sign.map { ["=", "+", "-", "@", "\u{2212}"].contains($0) } ?? false
    return isSign || first.properties.generalCategory == .control ? "'" + text : text
  }
}

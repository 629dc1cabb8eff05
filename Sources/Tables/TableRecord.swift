/// One record of a table that is read: a line of a CSV file or a row of a sheet.
public struct TableRecord: Sendable {
  /// Why a record cannot be read.
  public enum Flaw: Sendable, Hashable {
    /// A quote was opened and never closed, or something follows the closing one.
    case badQuotes
    /// It is not UTF-8.
    case notUTF8
    /// A cell, by its index, holds an error, or a number that the spreadsheet has rounded.
    case badCell(Int)
  }

  /// The line it begins at, or the number of its row; from 1.
  public let line: Int
  /// Its fields, at most ``TableReader/longestRecord``.
  public internal(set) var fields: [String]
  /// The number of its fields.
  public internal(set) var count: Int
  /// Why it cannot be read; nil if it can.
  public let flaw: Flaw?

  /// Whether no field holds anything but white space.
  public var isBlank: Bool { flaw == nil && fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

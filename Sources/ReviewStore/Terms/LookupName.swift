/// Rules for names that identify somebody: a registration number, a staff member's name.
///
/// The name appears in watermarks and URLs, and people type it. So it has no invisible characters, and it is not `.`
/// or `..`, which browsers resolve as path components even when percent-encoded.
enum LookupName {
  /// The most characters.
  static let longest = 64

  /// Whether a name is allowed.
  static func isAcceptable(_ name: String) -> Bool {
    // One character may consist of many code points.
    guard (1...longest).contains(name.count), name.unicodeScalars.count <= 2 * longest, name != ".", name != "..",
      let first = name.first, let last = name.last
    else { return false }
    return !first.isWhitespace && !last.isWhitespace && name.unicodeScalars.allSatisfy(isVisible)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    case .spaceSeparator: scalar == " "
    default: !scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{2800}"
    }
  }
}

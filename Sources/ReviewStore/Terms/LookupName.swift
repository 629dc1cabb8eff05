/// What a name may look like by which somebody is looked up: a registration number, a member of staff's name.
///
/// It stands in watermarks and addresses, and people type it: nothing in it may be invisible, and browsers take `.` and
/// `..` for steps in a path, however they are written.
enum LookupName {
  /// The most characters.
  static let longest = 64

  /// Whether a name can be taken.
  static func isAcceptable(_ name: String) -> Bool {
    // A character may be made of many code points.
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

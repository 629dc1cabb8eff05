extension String {
  /// A number or a code as it was meant, however it was typed: full-width letters, digits and signs become ordinary
  /// ones, every dash becomes a hyphen, and blanks and invisible characters are removed.
  package var withoutTypingSlips: String {
    var meant = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: meant.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
      case 0x2010...0x2015, 0x2212: meant.append("-")
      default:
        let properties = scalar.properties
        guard !properties.isWhitespace, !properties.isDefaultIgnorableCodePoint else { continue }
        meant.append(scalar)
      }
    }
    return String(meant)
  }
}

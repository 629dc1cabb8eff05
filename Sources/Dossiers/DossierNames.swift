import ReviewStore

/// Names of exported files and folders, which can be used on every file system.
public enum DossierNames {
  /// The name for a registration's folder or file. Different numbers have different names; they may differ in case alone.
  public static func name(of number: RegistrationNumber) -> String {
    var name = ""
    let scalars = Array(number.rawValue.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isAtEnd = index == 0 || index == scalars.count - 1
      if scalar == "%" || isForbidden(scalar) || (isAtEnd && scalar == ".") {
        for byte in UTF8.encode(scalar)! {
          name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    // Names have at most 255 bytes, and an ending is added.
    guard name.utf8.count > 200 else { return name }
    return cut(name, to: 200) + mark(of: number)
  }

  /// What distinguishes the names of two registrations that a file system may take for one, such as `a1` and `A1`.
  public static func mark(of number: RegistrationNumber) -> String {
    "~" + Digest(of: Array(number.rawValue.utf8)).rawValue.prefix(8)
  }

  /// The name of a picture's file, such as `01-身份证-人像面.jpg`.
  ///
  /// - Parameters:
  ///   - number: which of the files it is, from 1.
  ///   - count: how many files there are.
  static func file(_ number: Int, of count: Int, named title: String) -> String {
    let width = max(2, String(count).count)
    let digits = String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    var words = ""
    for scalar in title.unicodeScalars {
      if scalar.properties.isWhitespace || isForbidden(scalar) {
        if !words.hasSuffix("_") { words += "_" }
      } else {
        words.unicodeScalars.append(scalar)
      }
    }
    return "\(digits)-\(cut(words, to: 120)).jpg"
  }

  /// Characters that have a meaning in paths or in a shell on some system, and those that cannot be seen.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: "/\\:*?\"<>|".unicodeScalars.contains(scalar)
    }
  }

  /// The beginning of a text within a number of UTF-8 bytes, in whole characters.
  private static func cut(_ text: String, to bytes: Int) -> String {
    var short = ""
    for character in text where short.utf8.count + character.utf8.count <= bytes { short.append(character) }
    return short
  }
}

/// Masks personal values for display.
enum Masked {
  /// First three digits, five asterisks, last two: `139*****88`.
  static func mobile(_ number: String) -> String { "\(number.prefix(3))*****\(number.suffix(2))" }

  /// An identity number's first three and last two characters.
  static func idNumber(_ number: String) -> String {
    number.count > 6 ? "\(number.prefix(3))**********\(number.suffix(2))" : "*****"
  }
}

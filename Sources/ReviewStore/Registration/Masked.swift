/// Personal values as they may be shown.
enum Masked {
  /// First three digits, five asterisks, last two: `139*****88`.
  static func mobile(_ number: String) -> String { "\(number.prefix(3))*****\(number.suffix(2))" }

  /// First three and last two characters of an identity number.
  static func idNumber(_ number: String) -> String {
    number.count > 6 ? "\(number.prefix(3))**********\(number.suffix(2))" : "*****"
  }
}

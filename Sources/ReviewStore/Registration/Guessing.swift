/// The lifetime of a one-time code and the number of wrong guesses that void it.
enum Guessing {
  /// Wrong guesses before a one-time code is void: with 100 million codes, a chance of one in five million. The portal
  /// lets one address make that many only in hours, so that a stranger who knows somebody's number and last six
  /// characters cannot easily void the code.
  static let codes = 20
  /// How long a one-time code can be used, in seconds: three days, since staff hand it out on paper.
  static let codeLife = 72 * 3600
}

/// The lifetime of a one-time code and the number of wrong guesses that void it.
enum Guessing {
  /// The number of wrong guesses after which a one-time code is void. With 100 million codes, their chance of success
  /// is one in five million. The portal's rate limit stretches that many guesses over hours, so a stranger who knows
  /// somebody's number and last six characters cannot easily void the code.
  static let codes = 20
  /// The lifetime of a one-time code in seconds: three days, because staff hand it out on paper.
  static let codeLife = 72 * 3600
}

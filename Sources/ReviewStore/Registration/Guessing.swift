/// The number of wrong guesses that void a one-time code.
enum Guessing {
  /// The number of wrong guesses after which a one-time code is void. With 100 million codes, their chance of success
  /// is one in five million. The portal's rate limit stretches that many guesses over hours, so a stranger who knows
  /// somebody's number and last six characters cannot easily void the code.
  static let codes = 20
}

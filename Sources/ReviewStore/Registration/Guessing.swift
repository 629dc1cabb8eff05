/// The lifetime of a one-time code and the number of wrong guesses that void it.
enum Guessing {
  /// Wrong guesses before a one-time code is void. Of 100 million codes that leaves one chance in five million. More than
  /// the door lets one address make within hours, so that a stranger who knows somebody's number and last six characters
  /// cannot make the code void just by trying.
  static let codes = 20
  /// How long a one-time code can be used, in seconds: three days, since staff hand it out on paper.
  static let codeLife = 72 * 3600
}

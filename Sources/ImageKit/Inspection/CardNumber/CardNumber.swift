/// The number of a resident identity card (GB 11643): 17 digits and a check character.
///
/// It is personal data. Its description is masked, so that it enters no log by accident.
public struct CardNumber: Sendable, Hashable {
  /// How many characters a number has.
  public static let length = 18
  /// The value of X, which only the last character may have.
  static let x = 10

  /// The characters' values, 0…10.
  let values: [Int]

  /// A number from 18 values of 0…10.
  init(values: [Int]) {
    precondition(values.count == Self.length && values.allSatisfy { (0...Self.x).contains($0) })
    self.values = values
  }

  /// The number in a text, which may contain white space; nil if it is not the number of a resident identity card: 17
  /// digits, then a digit or X. A wrong check character is no reason for nil.
  public init?(_ text: String) {
    let characters = text.filter { !$0.isWhitespace }
    guard characters.count == Self.length else { return nil }
    var values: [Int] = []
    for (index, character) in characters.enumerated() {
      if let digit = character.wholeNumberValue, (0...9).contains(digit) {
        values.append(digit)
      } else if index == Self.length - 1, "xXｘＸ".contains(character) {
        values.append(Self.x)
      } else {
        return nil
      }
    }
    self.values = values
  }

  /// The 18 characters.
  public var text: String { values.map { $0 == Self.x ? "X" : String($0) }.joined() }

  /// Whether the check character is right: ISO 7064, MOD 11-2.
  public var isChecked: Bool {
    guard values.dropLast().allSatisfy({ $0 < Self.x }) else { return false }
    return zip(values, Self.factors).reduce(0) { $0 + $1.0 * $1.1 } % Self.modulus == Self.remainder
  }

  /// What the sum of the values' products with `factors` leaves when divided by `modulus`.
  static let modulus = 11, remainder = 1
  /// 2 to the power of the place, counted from the last one, modulo 11.
  static let factors = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1]

  /// The date of birth inside the number; nil if there is no such date.
  public var birth: (year: Int, month: Int, day: Int)? {
    let digits = values[6..<14]
    guard digits.allSatisfy({ $0 < Self.x }) else { return nil }
    let number = digits.reduce(0) { 10 * $0 + $1 }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...days[month - 1]).contains(day) else { return nil }
    return (year, month, day)
  }

  /// Whether the number is a man's: its 17th digit is odd.
  public var isMans: Bool { values[16] % 2 == 1 }

  /// The places, from 1, where another number has another character.
  public func places(differingFrom other: CardNumber) -> [Int] {
    (0..<Self.length).filter { values[$0] != other.values[$0] }.map { $0 + 1 }
  }
}

extension CardNumber: CustomStringConvertible, CustomReflectable {
  /// Eighteen asterisks.
  public var description: String { String(repeating: "*", count: Self.length) }
  /// A mirror without children, for the same reason.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

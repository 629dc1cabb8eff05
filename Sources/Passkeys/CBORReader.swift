/// Reads CBOR in the form that authenticators must write (CTAP 2.1, section 8): lengths that are known and written as
/// short as possible, no key twice, and at most four levels.
///
/// The order of a map's keys is not checked, because not every browser keeps to it, and without a key that appears twice it
/// says nothing. Nothing is reserved for a length that was only announced, so a short input cannot ask for much memory.
struct CBORReader {
  /// The deepest nesting that CTAP allows.
  static let deepest = 4

  private let input: [UInt8]
  private(set) var place: Int

  /// A reader of bytes from a place on.
  init(_ input: [UInt8], from place: Int = 0) { (self.input, self.place) = (input, place) }

  /// Whether nothing is left.
  var isAtEnd: Bool { place == input.count }

  /// Reads a value after which nothing may follow.
  ///
  /// - Throws: ``PasskeyError/damaged``.
  static func value(of input: [UInt8]) throws(PasskeyError) -> CBORValue {
    var reader = CBORReader(input)
    let value = try reader.next()
    guard reader.isAtEnd else { throw .damaged }
    return value
  }

  /// Reads the next value.
  ///
  /// - Throws: ``PasskeyError/damaged`` for what is cut off or is not in the form described above.
  mutating func next() throws(PasskeyError) -> CBORValue { try next(depth: 0) }

  private mutating func next(depth: Int) throws(PasskeyError) -> CBORValue {
    let first = try byte()
    let (kind, detail) = (first >> 5, first & 31)
    guard kind != 7 else {
      switch detail {
      case 20, 21: return .truth(detail == 21)
      case 22: return .null
      default: throw .damaged
      }
    }
    let argument = try argument(detail)
    switch kind {
    case 0:
      guard let number = Int64(exactly: argument) else { throw .damaged }
      return .number(number)
    case 1:
      guard let number = Int64(exactly: argument) else { throw .damaged }
      return .number(-1 - number)
    case 2: return .bytes(Array(try take(argument)))
    case 3:
      guard let text = String(validating: try take(argument), as: UTF8.self) else { throw .damaged }
      return .text(text)
    case 4, 5:
      guard depth < Self.deepest, argument <= UInt64(input.count - place) else { throw .damaged }
      return kind == 4 ? try list(argument, depth + 1) : try map(argument, depth + 1)
    default: throw .damaged
    }
  }

  private mutating func list(_ count: UInt64, _ depth: Int) throws(PasskeyError) -> CBORValue {
    var values: [CBORValue] = []
    for _ in 0..<count { values.append(try next(depth: depth)) }
    return .list(values)
  }

  private mutating func map(_ count: UInt64, _ depth: Int) throws(PasskeyError) -> CBORValue {
    var values: [CBORValue: CBORValue] = [:]
    for _ in 0..<count {
      let key = try next(depth: depth)
      let value = try next(depth: depth)
      guard values.updateValue(value, forKey: key) == nil else { throw .damaged }
    }
    return .map(values)
  }

  /// The number that follows a value's first byte.
  private mutating func argument(_ detail: UInt8) throws(PasskeyError) -> UInt64 {
    guard detail >= 24 else { return UInt64(detail) }
    // 28 to 30 mean nothing, and 31 is a length that is told at the end.
    guard detail <= 27 else { throw .damaged }
    let size = 1 << Int(detail - 24)
    var number: UInt64 = 0
    for byte in try take(UInt64(size)) { number = number << 8 | UInt64(byte) }
    let smallest: UInt64 = size == 1 ? 24 : 1 << UInt64(4 * size)
    guard number >= smallest else { throw .damaged }
    return number
  }

  private mutating func byte() throws(PasskeyError) -> UInt8 {
    guard place < input.count else { throw .damaged }
    defer { place += 1 }
    return input[place]
  }

  private mutating func take(_ count: UInt64) throws(PasskeyError) -> ArraySlice<UInt8> {
    guard count <= UInt64(input.count - place) else { throw .damaged }
    defer { place += Int(count) }
    return input[place..<place + Int(count)]
  }
}

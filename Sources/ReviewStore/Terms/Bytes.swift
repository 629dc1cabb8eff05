extension Array where Element == UInt8 {
  /// Decodes hexadecimal digits, two per byte; nil for any other text.
  init?(hexadecimal text: String) {
    self.init(hexadecimal: text.utf8)
  }

  /// The same for the text's bytes. It adds up: PostgreSQL sends all bytes so.
  init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count.isMultiple(of: 2) else { return nil }
    self.init()
    reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      if let first = high {
        append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
  }

  /// Random bytes from the system's generator, suitable for keys and salts.
  package init(random count: Int) {
    var generator = SystemRandomNumberGenerator()
    // Every call of the generator is a system call, so all eight bytes of its result are used.
    let numbers = (0..<(count + 7) / 8).map { _ in generator.next() }
    self = Array(numbers.withUnsafeBytes { $0.prefix(count) })
  }

  /// Whether two secrets are equal; the time depends only on their length.
  package func isSame(as other: [UInt8]) -> Bool {
    count == other.count && zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Sequence where Element == UInt8 {
  /// Two lower-case hexadecimal digits per byte.
  var hexadecimal: String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * underestimatedCount)
    for byte in self {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}

extension ByteCount {
  /// Parses a size: `200000`, `200k`, `50KB` and `1.5MB` count by 1,000, `200KiB` by 1,024.
  ///
  /// - Parameter kilobyte: How many bytes `k` and `KB` mean, where it is not 1,000; `M` and `G` follow it.
  ///
  /// Case does not matter, full-width characters count as ASCII, and one space may precede the unit. A fraction of a
  /// byte is dropped.
  ///
  /// - Returns: the number of bytes; nil for any other text, and for a number that overflows `Int`.
  public static func parse(_ text: String, kilobyte: Int = 1_000) -> Int? {
    // U+FF01…U+FF5E are the full-width forms of U+0021…U+007E.
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          (0xFF01...0xFF5E).contains($0.value) ? Unicode.Scalar($0.value - 0xFEE0)! : $0
        }))
    let number = plain.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    var unit = plain.dropFirst(number.count).lowercased()
    if unit.first == " " { unit.removeFirst() }
    guard let factor = factor(of: unit, kilobyte) else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty, parts.last?.isEmpty == false, let whole = Int(parts[0]) else {
      return nil
    }
    let (bytes, overflows) = whole.multipliedReportingOverflow(by: factor)
    guard !overflows else { return nil }
    guard parts.count == 2 else { return bytes }
    // Nine digits are more than any unit needs, and a nine-digit fraction times the largest factor fits into `Int`.
    let digits = parts[1].prefix(9)
    guard factor > 1, let fraction = Int(digits) else { return nil }
    let scale = digits.reduce(1) { scale, _ in scale * 10 }
    let (sum, isTooMuch) = bytes.addingReportingOverflow(fraction * factor / scale)
    return isTooMuch ? nil : sum
  }

  private static func factor(of unit: String, _ kilobyte: Int) -> Int? {
    switch unit {
    case "", "b": 1
    case "k", "kb": kilobyte
    case "m", "mb": kilobyte * kilobyte
    case "g", "gb": kilobyte * kilobyte * kilobyte
    case "ki", "kib": 1 << 10
    case "mi", "mib": 1 << 20
    case "gi", "gib": 1 << 30
    default: nil
    }
  }
}

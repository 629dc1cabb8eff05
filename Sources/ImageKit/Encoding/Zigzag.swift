/// The zigzag order in which a file stores the coefficients of a block (ITU-T T.81, figure A.6).
enum Zigzag {
  /// Natural (row-major) index of each zigzag position.
  static let natural: [Int] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
    55,
    62, 63,
  ]

  /// Zigzag position of each natural index.
  static let position: [Int] = {
    var position = [Int](repeating: 0, count: 64)
    for (zigzag, index) in natural.enumerated() { position[index] = zigzag }
    return position
  }()

  /// The zigzag position of the coefficient with bit x × 8 + y in a column-wise mask.
  private static let transposedPosition: [Int] = (0..<64).map { position[$0 % 8 * 8 + $0 / 8] }

  /// Converts a mask of coefficients from column-wise order, bit x × 8 + y, to zigzag order.
  @inline(__always)
  static func ordered(_ transposed: UInt64) -> UInt64 {
    var zigzag: UInt64 = 0
    var rest = transposed
    while rest != 0 {
      zigzag |= 1 << UInt64(transposedPosition[rest.trailingZeroBitCount])
      rest &= rest &- 1
    }
    return zigzag
  }

  /// A mask of a block's nonzero coefficients, one bit for each zigzag position.
  @inline(__always)
  static func nonzero(_ block: UnsafePointer<Int16>) -> UInt64 {
    var columns = SIMD8<Int16>()
    for y in 0..<8 {
      let c = UnsafeRawPointer(block + y * 8).loadUnaligned(as: SIMD8<Int16>.self)
      columns.replace(with: columns | (1 << Int16(y)), where: c .!= 0)
    }
    return ordered(unsafeBitCast(SIMD8<UInt8>(truncatingIfNeeded: columns), to: UInt64.self))
  }
}

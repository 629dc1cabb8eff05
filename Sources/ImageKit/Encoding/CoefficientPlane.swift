/// The DCT coefficients of one plane: blocks row after row, each of 64 values in natural (row-major) order.
///
/// Straight from the transform they are in sixteenths of JPEG's unit (`CoefficientPlane.precision`), so that what
/// follows still sees what rounding would hide; quantized, they are the integers the file carries.
struct CoefficientPlane: Sendable {
  /// Unquantized coefficients are held in units of 1/`precision`: ±1024 × 16 is what fits 16 bits.
  static let precision = 16

  /// Blocks a row: the plane's width over 8, rounded up.
  let blocksWide: Int
  /// Rows of blocks: the plane's height over 8, rounded up.
  let blocksHigh: Int
  /// 64 values a block.
  var values: [Int16]

  /// How many blocks there are.
  var blockCount: Int { blocksWide * blocksHigh }

  /// A plane whose values are written by `fill`, all of them.
  init(blocksWide: Int, blocksHigh: Int, fill: (UnsafeMutablePointer<Int16>) -> Void) {
    self.blocksWide = blocksWide
    self.blocksHigh = blocksHigh
    let count = blocksWide * blocksHigh * 64
    values = [Int16](unsafeUninitializedCapacity: count) { buffer, initialized in
      fill(buffer.baseAddress!)
      initialized = count
    }
  }
}

/// The DCT coefficients of one plane: blocks row after row, each of 64 values in natural (row-major) order.
///
/// Before quantization they are in sixteenths of JPEG's unit (`CoefficientPlane.precision`), so that rate-distortion
/// optimization sees their fractions; after quantization they are the integers that the file stores.
struct CoefficientPlane: Sendable {
  /// Unquantized coefficients are held in units of 1/`precision`; their range, ±1024 × 16, fits 16 bits.
  static let precision = 16

  /// Blocks in a row: the plane's width divided by 8, rounded up.
  let blocksWide: Int
  /// Rows of blocks: the plane's height divided by 8, rounded up.
  let blocksHigh: Int
  /// The coefficients, 64 per block.
  var values: [Int16]

  /// The number of blocks.
  var blockCount: Int { blocksWide * blocksHigh }

  /// Makes a plane. `fill` must write all of its values.
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

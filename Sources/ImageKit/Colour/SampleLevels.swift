/// Lookup tables that convert a file's samples of any bit depth and range to 8 bits in full range.
struct SampleLevels {
  /// The table for luma, with one entry for each possible sample value.
  let luma: [UInt8]
  /// The table for chroma.
  let chroma: [UInt8]

  /// Creates the tables for samples of 8 to 16 bits. In limited range, luma lies within 16…235 and chroma within
  /// 16…240, scaled from 8 bits (ITU-T H.273, 8.3).
  init(bits: Int, isFullRange: Bool) {
    let one = Double(1 << (bits - 8)), top = Double(1 << bits) - 1, centre = 128 * one
    func byte(_ value: Double) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
    let values = (0..<1 << bits).map(Double.init)
    if isFullRange {
      luma = values.map { byte($0 * 255 / top) }
      chroma = values.map { byte(($0 - centre) * 255 / top + 128) }
    } else {
      luma = values.map { byte(($0 - 16 * one) * 255 / (219 * one)) }
      chroma = values.map { byte(($0 - centre) * 255 / (224 * one) + 128) }
    }
  }
}

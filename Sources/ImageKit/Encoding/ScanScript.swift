import CJPEG

/// In which order a progressive file carries its coefficients.
enum ScanScript {
  /// One scan: a spectral band of one component, all of its bits, all but the lowest, or the lowest alone.
  struct Scan: Equatable {
    enum Bits {
      case all, allButLowest, lowest

      /// What a scan's header says in its last byte, T.81's Ah and Al; nil for what no script here has.
      init?(approximation: Int) {
        switch approximation {
        case 0x00: self = .all
        case 0x01: self = .allButLowest
        case 0x10: self = .lowest
        default: return nil
        }
      }
    }

    var component: Int
    var band: ClosedRange<Int>
    var bits = Bits.all

    var asC: cjpeg_scan {
      cjpeg_scan(
        component: Int32(component), first_coefficient: Int32(band.lowerBound),
        last_coefficient: Int32(band.upperBound), high_bit: bits == .lowest ? 1 : 0,
        low_bit: bits == .allButLowest ? 1 : 0)
    }
  }

  /// The DC coefficients of each component first; then the AC coefficients of Y′, Cr and Cb. Those of Y′ may be coded by
  /// successive approximation, as `RefinedStatistics` counts it.
  static func document(components: Int, isRefined: Bool) -> [Scan] {
    let split = RefinedStatistics.split
    let luma =
      isRefined
      ? [
        Scan(component: 0, band: 1...split, bits: .allButLowest),
        Scan(component: 0, band: split + 1...63, bits: .allButLowest), Scan(component: 0, band: 1...63, bits: .lowest),
      ] : [Scan(component: 0, band: 1...63)]
    return (0..<components).map { Scan(component: $0, band: 0...0) } + luma
      + [2, 1].filter { $0 < components }.map { Scan(component: $0, band: 1...63) }
  }
}

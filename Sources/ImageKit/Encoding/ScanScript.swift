import CJPEG

/// The scan script of a progressive file: which coefficients each scan holds.
enum ScanScript {
  /// One scan: a spectral band of one component, with all bits of its coefficients, all but the lowest, or only the
  /// lowest.
  struct Scan: Equatable {
    enum Bits {
      case all, allButLowest, lowest

      /// Reads the last byte of a scan header, Ah and Al of ITU-T T.81; nil for a value that no script here contains.
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

  /// The script: first the DC coefficients of each component, then the AC coefficients of Y′, Cr and Cb. Those of Y′
  /// may be coded by successive approximation, whose symbols `RefinedStatistics` counts.
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

import CJPEG

/// In which order a progressive file carries its coefficients.
enum ScanScript {
  /// One scan: a band of coefficients of one component.
  struct Scan: Equatable {
    var component: Int
    var band: ClosedRange<Int>

    var asC: cjpeg_scan {
      cjpeg_scan(
        component: Int32(component), first_coefficient: Int32(band.lowerBound), last_coefficient: Int32(band.upperBound)
      )
    }
  }

  /// The means (DC) of each component first; then all others, of Y′, Cr and Cb.
  static func document(components: Int) -> [Scan] {
    (0..<components).map { Scan(component: $0, band: 0...0) }
      + [0, 2, 1].filter { $0 < components }.map { Scan(component: $0, band: 1...63) }
  }
}

import CJPEG

/// In which order a progressive file carries its coefficients.
enum ScanScript {
  /// One scan: a band of coefficients of one component, or the means (DC) of all.
  struct Scan: Equatable {
    var components: [Int]
    var band: ClosedRange<Int>

    var asC: cjpeg_scan {
      var scan = cjpeg_scan()
      scan.component_count = Int32(components.count)
      scan.components = (Int32(components[0]), Int32(components.last!), Int32(components.last!))
      if components.count == 3 { scan.components.1 = Int32(components[1]) }
      scan.first_coefficient = Int32(band.lowerBound)
      scan.last_coefficient = Int32(band.upperBound)
      return scan
    }
  }

  /// The means first, then luma's low band, colour, and luma's high band.
  static func document(components: Int) -> [Scan] {
    (0..<components).map { Scan(components: [$0], band: 0...0) }
      + [0, 2, 1].filter { $0 < components }.map { Scan(components: [$0], band: 1...63) }
  }
}

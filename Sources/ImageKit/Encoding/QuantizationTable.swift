/// The 64 quantizer steps of a component, in natural (row-major) order, each 1 to 255.
struct QuantizationTable: Sendable, Equatable {
  var steps: [UInt16]

  /// The example table for luma of ITU-T T.81, Annex K.1, which libjpeg scales by its quality.
  static let annexKLuma: [Float] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
  ]

  /// A table with the steps `shape` × `scale`, rounded and limited to 1…255.
  init(shape: [Float], scale: Float) {
    steps = shape.map { UInt16(min(255, max(1, ($0 * scale).rounded()))) }
  }

  /// The libjpeg quality whose luma table has the same mean step. libjpeg scales Annex K's table by 5000/q percent for
  /// a quality q below 50, and by 200 − 2q percent above.
  var equivalentQuality: Int {
    let mine = steps.reduce(0) { $0 + Float($1) }
    let percent = 100 * mine / Self.annexKLuma.reduce(0, +)
    return Int(min(100, max(1, percent > 100 ? 5000 / percent : (200 - percent) / 2)).rounded())
  }
}

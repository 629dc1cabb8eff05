import CQREncode

/// A text as a QR code (ISO/IEC 18004), drawn as inline SVG, so that no other server ever gets the text.
struct QRCode: Sendable {
  /// The text does not fit, or there is no memory.
  struct Failed: Error {}

  /// Modules in a row, without the margin.
  let side: Int
  /// Whether each module is dark, row by row.
  let isDark: [Bool]

  /// The code of a text, in UTF-8, of which 15% may be unreadable.
  init(_ text: String) throws(Failed) {
    let bytes = Array(text.utf8)
    guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { throw Failed() }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    guard let modules = code.pointee.data else { throw Failed() }
    // The lowest bit is the colour; the others tell what the module is for.
    isDark = UnsafeBufferPointer(start: modules, count: side * side).map { $0 & 1 == 1 }
  }

  /// The light modules that readers need on all sides.
  private static let margin = 4

  /// The picture.
  ///
  /// - Parameter label: what it is, for people who do not see it.
  func svg(label: String) -> HTML {
    let size = side + 2 * Self.margin
    return """
      <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges">\
      <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path fill="#000" d="\(path)"/></svg>
      """
  }

  /// The dark modules, a rectangle for those that touch in a row.
  private var path: String {
    var path = ""
    for row in 0..<side {
      var column = 0
      while column < side {
        let length = isDark[row * side + column..<(row + 1) * side].prefix { $0 }.count
        if length > 0 { path += "M\(column + Self.margin) \(row + Self.margin)h\(length)v1h-\(length)z" }
        column += max(1, length)
      }
    }
    return path
  }
}

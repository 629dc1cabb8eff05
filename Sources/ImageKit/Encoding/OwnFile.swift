extension BudgetEncoder {
  /// Whether a file was written by a ``BudgetEncoder``. It is recognised by its scan script, which no common program
  /// uses, and by the absence of metadata. Such a file may be replaced by a new result; a photo may not.
  public static func wrote(_ file: [UInt8]) -> Bool {
    guard JPEGSegments.begins(in: file, at: 0) else { return false }
    var components = 0
    var scans: [ScanScript.Scan] = []
    var segments = JPEGSegments(file)
    while let segment = segments.next() {
      let payload = ByteView(file[segment.payload])
      switch segment.marker {
      case 0xC2: components = payload.byte(at: 5) ?? 0
      case 0xDA:
        guard payload.byte(at: 0) == 1, let id = payload.byte(at: 1), let first = payload.byte(at: 3),
          let last = payload.byte(at: 4), let position = payload.byte(at: 5), first <= last,
          let bits = ScanScript.Scan.Bits(approximation: position)
        else { return false }
        scans.append(ScanScript.Scan(component: id - 1, band: first...last, bits: bits))
      case 0xE1...0xEF, 0xFE: return false
      default: break
      }
    }
    return segments.end == file.count && components > 0
      && [false, true].contains { scans == ScanScript.document(components: components, isRefined: $0) }
  }
}

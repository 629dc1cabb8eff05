/// A TIFF file with one strip a page, written by hand (TIFF 6.0).
struct TIFFFile {
  /// One page.
  struct Page {
    var width: Int
    var height: Int
    var bits = 8
    var samples = 1
    /// 0 white is zero, 1 black is zero, 2 RGB, 5 inks.
    var photometric = 1
    var compression = 1
    var orientation = 1
    /// Dots per inch; nil for a file that states none.
    var dpi: Int?
    /// 1 for a preview.
    var kind = 0
    var data: [UInt8]
  }

  var pages: [Page] = []

  /// The file, in little-endian order.
  var bytes: [UInt8] {
    var file: [UInt8] = Array("II*\0".utf8) + [0, 0, 0, 0]
    var link = 4
    for page in pages {
      let data = file.count
      file += page.data + (page.data.count % 2 == 1 ? [0] : [])
      Self.put(file.count, in: &file, at: link)
      var entries: [(tag: Int, type: Int, value: Int)] = [
        (254, 4, page.kind), (256, 4, page.width), (257, 4, page.height), (258, 3, page.bits),
        (259, 3, page.compression),
        (262, 3, page.photometric), (273, 4, data), (274, 3, page.orientation), (277, 3, page.samples),
        (278, 4, page.height), (279, 4, page.data.count),
      ]
      if let dpi = page.dpi {
        // A ratio stands where its entry says: here before the directory, whose place is written again.
        let ratio = file.count
        file += Self.number(dpi, 4) + Self.number(1, 4)
        Self.put(file.count, in: &file, at: link)
        entries += [(282, 5, ratio), (283, 5, ratio), (296, 3, 2)]
      }
      file += Self.number(entries.count, 2)
      for entry in entries {
        // One value each: BitsPerSample with one value is what readers take for all samples.
        file += Self.number(entry.tag, 2) + Self.number(entry.type, 2) + Self.number(1, 4) + Self.number(entry.value, 4)
      }
      link = file.count
      file += [0, 0, 0, 0]
    }
    return file
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func put(_ value: Int, in file: inout [UInt8], at offset: Int) {
    for (index, byte) in number(value, 4).enumerated() { file[offset + index] = byte }
  }
}
